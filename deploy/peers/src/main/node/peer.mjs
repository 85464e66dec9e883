// The measurement that every peer in Node.js goes through; PeerProgram is the same for peers in Java.

const WARM_UP = 20_000;
const BATCH = 500;
const AHEAD = 5_000;
const ROUNDS = 3;
const SECONDS = 10;
const QUEUED = 8_000;
const PER_SECOND = 50;
const LATENCY_SECONDS = 8;

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const seconds = (from) => (performance.now() - from) / 1000;
const quantile = (values, rank) => values.sort((a, b) => a - b)[Math.round(rank * (values.length - 1))];

let ran = 0;

// A peer calls this when a job runs.
export function ranOne(sentAt) {
  ran++;
  if (sentAt) delays.push(performance.now() - sentAt);
}

let delays = [];

async function awaitRan(count) {
  const limit = performance.now() + 120_000;
  while (ran < count) {
    if (performance.now() > limit) throw new Error(`${ran} of ${count} jobs ran in two minutes`);
    await sleep(1);
  }
}

function say(figure, value) {
  console.log(`${figure}\t${value}`);
}

async function sustained(peer) {
  const before = ran;
  const start = performance.now();
  let sent = 0;
  while (seconds(start) < SECONDS) {
    if (sent - (ran - before) < AHEAD) {
      await peer.enqueue(BATCH);
      sent += BATCH;
    } else {
      await sleep(5);
    }
  }
  await awaitRan(before + sent);
  return sent / seconds(start);
}

async function drain(peer) {
  await peer.pause();
  const before = ran;
  for (let i = 0; i < QUEUED; i += BATCH) await peer.enqueue(BATCH);
  const start = performance.now();
  await peer.resume();
  await awaitRan(before + QUEUED);
  return QUEUED / seconds(start);
}

// An open loop: each job counts from the moment at which it was due to be sent.
async function latency(peer) {
  delays = [];
  const before = ran;
  const start = performance.now();
  const count = PER_SECOND * LATENCY_SECONDS;
  const sending = [];
  for (let i = 0; i < count; i++) {
    const due = start + (1000 * i) / PER_SECOND;
    while (performance.now() < due) await sleep(Math.max(0, due - performance.now()));
    sending.push(peer.enqueueOne(due));
  }
  await Promise.all(sending);
  await awaitRan(before + count);
}

export async function measure(peer) {
  for (let i = 0; i < WARM_UP; i += BATCH) await peer.enqueue(BATCH);
  await awaitRan(WARM_UP);
  for (let round = 0; round < ROUNDS; round++) say('sustained', await sustained(peer));
  for (let round = 0; round < ROUNDS; round++) say('drain', await drain(peer));
  for (let round = 0; round < ROUNDS; round++) {
    await latency(peer);
    say('start p50', quantile(delays, 0.5));
    say('start p99', quantile(delays, 0.99));
  }
  process.exit(0);
}
