// BullMQ with one worker of concurrency 4. REDIS_PORT names the server.
import { Queue, Worker } from 'bullmq';
import { measure, ranOne } from './peer.mjs';

const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT), maxRetriesPerRequest: null };
const queue = new Queue('noop', { connection });
const worker = new Worker(
  'noop',
  async (job) => {
    ranOne(job.data.sentAt);
    return null;
  },
  { connection, concurrency: 4 },
);
await worker.waitUntilReady();

await measure({
  enqueue: (n) => queue.addBulk(Array.from({ length: n }, () => ({ name: 'noop', data: {} }))),
  enqueueOne: (sentAt) => queue.add('noop', { sentAt }),
  pause: () => worker.pause(),
  resume: () => worker.resume(),
});
