#!/usr/bin/env node
// Muster's sources run as they are, without a build step; tsx translates them while they are loaded.
import { register } from 'tsx/esm/api';

register();
await import('../src/cli/main.ts');
