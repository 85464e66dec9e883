// pg-boss with four workers of batches of 250, the largest that its documentation uses. POSTGRES_URL names the database.
import PgBoss from 'pg-boss';
import { measure, ranOne } from './peer.mjs';

const boss = new PgBoss({ connectionString: process.env.POSTGRES_URL, max: 10 });
boss.on('error', console.error);
await boss.start();
await boss.createQueue('noop');

const start = async () => {
  for (let i = 0; i < 4; i++) {
    await boss.work('noop', { batchSize: 250, pollingIntervalSeconds: 0.5 }, async (jobs) => {
      for (const job of jobs) ranOne(job.data?.sentAt);
    });
  }
};
await start();

await measure({
  enqueue: (n) => boss.insert(Array.from({ length: n }, () => ({ name: 'noop' }))),
  enqueueOne: (sentAt) => boss.send('noop', { sentAt }),
  pause: () => boss.offWork('noop'),
  resume: start,
});
