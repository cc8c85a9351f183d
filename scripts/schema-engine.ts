import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';

// A part of Node for which only the browser's library of TypeScript has the type.
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: object): Promise<{ exports: Record<string, unknown> }>;
};

/**
 * Loads Prisma's schema engine from its npm package, working on an empty database: `prisma migrate` would download
 * a native one. The database serves as the shadow database into which it replays the migrations.
 */
export async function loadSchemaEngine(empty: pg.Pool): Promise<engine.SchemaEngine> {
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = await WebAssembly.compile(await readFile(file.replace(/\.js$/, '.wasm')));
  const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': { ...engine } });
  engine.__wbg_set_wasm(exports);
  if (typeof exports.__wbindgen_start === 'function') exports.__wbindgen_start();
  const adapter = new PrismaPg(empty);
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connect: () => adapter.connect(),
    connectToShadowDb: async () => shadow(await adapter.connect(), empty),
  });
  return engine.SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
}

/**
 * The engine asks for columns of PostgreSQL's internal type "char", which adapter-pg 7.10 cannot read, and takes the NOT NULL
 * constraints that PostgreSQL 18 lists for something of ours. The adapter would cut a migration at each semicolon, in a function too.
 */
function shadow(adapter: SqlDriverAdapter, pool: pg.Pool): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    await pool.query(script);
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = (query) =>
    queryRaw({
      ...query,
      sql: query.sql
        .replace('constr.contype AS', 'constr.contype::char(1) AS')
        .replace(/^( *)con\.(confdeltype|confupdtype),/gm, '$1con.$2::char(1) AS $2,')
        .replace("contype NOT IN ('p', 'u', 'f')", "contype NOT IN ('p', 'u', 'f', 'n')"),
    });
  return adapter;
}
