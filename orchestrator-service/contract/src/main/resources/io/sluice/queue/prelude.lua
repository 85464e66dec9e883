-- Precedes every script of a shard. KEYS are the twelve keys of the shard, always all of them, in the order of QueueKeys.
-- Rules for every script: check everything about an item first and write last, because a script that fails in the middle
-- keeps what it wrote; time comes from TIME, never from the caller; one answer per item, in order.
local META, CLAIMS, BODY, LEASE, DELAYED = KEYS[1], KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local DONE, DONE_AT, BLOCKED, RESULTS = KEYS[9], KEYS[10], KEYS[11], KEYS[12]
local QUEUED, RUNNING, WAITING = 'Q', 'R', 'D'
local answers = {}

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function stream(priority) return KEYS[2 + priority] end

-- The record of an execution: its owner and its token. Numbers stay strings, so that they compare exactly.
local FORMAT = '^(%d+)|(%d+)|(%d+)|(%d+)|(%a)|([^|]*)|([^|]*)|(%d)|(%d+)$'
local function record(id)
  local text = redis.call('HGET', CLAIMS, id)
  if not text then return nil end
  local epoch, claim, losses, max_losses, state, owner, entry, priority, renewals = string.match(text, FORMAT)
  return { text = text, epoch = epoch, claim = claim, losses = losses, max_losses = max_losses, state = state,
    owner = owner, entry = entry, priority = priority, renewals = renewals }
end

local function save(id, r)
  redis.call('HSET', CLAIMS, id, table.concat({ r.epoch, r.claim, r.losses, r.max_losses, r.state, r.owner, r.entry,
    r.priority, r.renewals }, '|'))
end

-- The queue is closed while Redis has lost its incarnation or its copy of the blacklist: otherwise a wiped Redis would let
-- blacklisted workflows run until the reconciler has repaired it.
local function gate()
  local meta = redis.call('HMGET', META, 'gen', 'blocked_n')
  if meta[1] and tonumber(meta[2] or -1) == redis.call('HLEN', BLOCKED) then return meta[1] end
  return nil
end

local function leave_stream(r)
  redis.call('XACK', stream(r.priority), 'g', r.entry)
  redis.call('XDEL', stream(r.priority), r.entry)
end

local function drop(id, r)
  if r.state ~= WAITING then leave_stream(r) end
  redis.call('HDEL', CLAIMS, id)
  redis.call('HDEL', BODY, id)
  redis.call('ZREM', LEASE, id)
  redis.call('ZREM', DELAYED, id)
end

local function report(kind, id, epoch, claim, owner, payload, ...)
  return redis.call('XADD', RESULTS, '*', 'k', kind, 'id', id, 'ep', epoch, 'cl', claim, 'o', owner, 'r', payload, ...)
end

local function mark_done(id, epoch)
  redis.call('ZADD', DONE, 'GT', epoch, id)
  redis.call('ZADD', DONE_AT, now, id)
end

local function is_done(id, epoch)
  local done = redis.call('ZSCORE', DONE, id)
  return done and tonumber(done) >= tonumber(epoch)
end

-- Fencing: an attempt is live only while the record names exactly its epoch, claim and owner, and runs.
local function fence(id, epoch, claim, owner)
  local r = record(id)
  if not r then return 'MISSING' end
  if r.epoch == epoch and r.claim == claim and r.owner == owner and r.state == RUNNING then return 'OK', r end
  return 'FENCED'
end

local function queue(id, r, priority, workflow)
  r.state, r.owner, r.priority, r.renewals = QUEUED, '', priority, 0
  r.entry = redis.call('XADD', stream(priority), '*', 'id', id, 'ep', r.epoch, 'wf', workflow)
  save(id, r)
end

local function workflow_of(r)
  local entry = redis.call('XRANGE', stream(r.priority), r.entry, r.entry)[1]
  if not entry then return nil end
  for i = 1, #entry[2], 2 do
    if entry[2][i] == 'wf' then return entry[2][i + 1] end
  end
end

local function in_stream(r)
  return redis.call('XRANGE', stream(r.priority), r.entry, r.entry)[1] ~= nil
end

local function close_as_blocked(id, r)
  redis.call('XADD', RESULTS, '*', 'k', 'blocked', 'id', id, 'ep', r.epoch, 'cl', r.claim)
  drop(id, r)
  mark_done(id, r.epoch)
end
