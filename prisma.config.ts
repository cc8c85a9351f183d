import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Only `prisma migrate status` and the like read it; the bot gets its connection from src/db/connect.ts.
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://127.0.0.1:5432/muster' },
});
