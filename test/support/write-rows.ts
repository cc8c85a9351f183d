// A process of its own for the tests that kill one: writes rows without end and says which are committed.
import { openDatabase } from '../../src/db/connect.ts';

const folder = process.argv[2] ?? '';
const database = await openDatabase({ folder, whenHeld: 'refuse' });
console.log('0');
for (let row = 1; ; row += 1) {
  await database.prisma.delivery.create({ data: { workspace: 'T1', key: String(row), at: new Date() } });
  console.log(String(row));
}
