// A package of the older form that is loaded on demand has its names only behind a module of ours: in a bundle of the bot it has none.
export { api } from '@pagerduty/pdjs';
