-- Precedes every script of a shard. KEYS are all keys of the shard, always all of them, in the order of QueueKeys.
-- Rules for every script: check everything about an item first and write last, because a script that fails in the middle
-- keeps what it wrote; time comes from TIME, never from the caller; one answer per item, in order.
local META, CLAIMS, BODY, LEASE, DELAYED = KEYS[1], KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local DONE, DONE_AT, BLOCKED, RESULTS, CONFIRMED = KEYS[9], KEYS[10], KEYS[11], KEYS[12], KEYS[13]
local QUEUED, RUNNING, NOT_DUE = 'Q', 'R', 'D'
local answers = {}

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function stream(priority) return KEYS[2 + priority] end
local function waiting_index(priority) return KEYS[14 + priority] end
local function turns(priority) return KEYS[17 + priority] end

-- The record of an execution. Every one in Redis has one, claimed or not. Numbers stay strings, so that they compare exactly.
-- owner is the worker that runs it, entry its id in the stream; while it is not due they hold its workflow and its
-- organization, because it has neither yet.
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
  local meta = redis.call('HMGET', META, 'gen', 'blocked_n', 'short_of_memory')
  if meta[1] and tonumber(meta[2] or -1) == redis.call('HLEN', BLOCKED) then return meta[1], meta[3] == '1' end
  return nil
end

local function fields_of(entry)
  local fields = {}
  for i = 1, #entry[2], 2 do fields[entry[2][i]] = entry[2][i + 1] end
  return fields
end

-- Workflow and organization of a record with a stream entry; nil if the entry is gone.
local function origin_of(r)
  local entry = redis.call('XRANGE', stream(r.priority), r.entry, r.entry)[1]
  if not entry then return nil end
  local fields = fields_of(entry)
  return fields.wf, fields.og or ''
end

-- The index of what waits: for each priority a ZSET of "organization NUL entry", all of score 0, so that its order is by
-- organization and then by age, and a ZSET of the organizations that have something in it, by the turn at which each is
-- served next. It is derived from the streams, which older workers read: an entry that only the stream has is added by
-- claim and probe, and one that only the index has is removed by claim.
local function place(organization, entry)
  local ms, number = string.match(entry, '^(%d+)-(%d+)$')
  return organization .. '\0' .. ms .. '-' .. string.rep('0', 6 - #number) .. number
end

local function entry_at(organization, place)
  local ms, number = string.match(string.sub(place, #organization + 2), '^(%d+)-0*(%d+)$')
  return ms .. '-' .. number
end

-- An organization that had nothing waiting is served after those that are already due, and before their second turn.
local has_lane = {}
local function add_to_index(priority, organization, entry)
  redis.call('ZADD', waiting_index(priority), 0, place(organization, entry))
  local lane = priority .. organization
  if not has_lane[lane] then
    local served = tonumber(redis.call('HGET', META, 'served' .. priority) or 0)
    redis.call('ZADD', turns(priority), 'NX', served + 1, organization)
    has_lane[lane] = true
  end
end

local function oldest_places(priority, organization, n)
  return redis.call('ZRANGEBYLEX', waiting_index(priority), '[' .. organization .. '\0', '(' .. organization .. '\1', 'LIMIT', 0, n)
end

local function forget(priority, entry)
  redis.call('XACK', stream(priority), 'g', entry)
  redis.call('XDEL', stream(priority), entry)
end

-- The execution of an entry, if it waits there: its fields and its record. An entry that belongs to no record is removed.
local function waiting_at(priority, entry)
  local found = redis.call('XRANGE', stream(priority), entry, entry)[1]
  if not found then return nil end
  local fields = fields_of(found)
  local r = record(fields.id)
  if not r or r.entry ~= entry then
    forget(priority, entry)
  elseif r.state == QUEUED then
    return fields, r
  end
end

-- Removes from the index what older workers have taken: of the n oldest of an organization those before one that waits.
-- True if nothing had to be removed.
local function prune(priority, organization, n)
  for k, old in ipairs(oldest_places(priority, organization, n)) do
    if waiting_at(priority, entry_at(organization, old)) then return k == 1 end
    redis.call('ZREM', waiting_index(priority), old)
    if k == n then return false end
  end
  return true
end

-- The last entry up to which the stream is in the index.
local function indexed_to(priority) return redis.call('HGET', META, 'indexed' .. priority) or '0-0' end

local function not_indexed(priority, n)
  return redis.call('XRANGE', stream(priority), '(' .. indexed_to(priority), '+', 'COUNT', n)
end

local function leave_stream(r)
  if r.state == QUEUED then
    local _, organization = origin_of(r)
    if organization then redis.call('ZREM', waiting_index(r.priority), place(organization, r.entry)) end
  end
  forget(r.priority, r.entry)
end

local function drop(id, r)
  if r.state ~= NOT_DUE then leave_stream(r) end
  redis.call('HDEL', CLAIMS, id)
  redis.call('HDEL', BODY, id)
  redis.call('ZREM', r.state == NOT_DUE and DELAYED or LEASE, id)
end

local function report(kind, id, epoch, claim, owner, payload, ...)
  return redis.call('XADD', RESULTS, '*', 'k', kind, 'id', id, 'ep', epoch, 'cl', claim, 'o', owner, 'r', payload, ...)
end

-- A marker stays until the recorder has confirmed the end, however long that takes, and a minute more: what is about to be
-- enqueued by somebody who read the row before must find it. Older versions also date each marker in DONE_AT.
local function mark_done(id, epoch)
  redis.call('ZADD', DONE, 'GT', epoch, id)
end

-- Takes ids and their epochs in turn.
local function confirm(...)
  redis.call('XADD', CONFIRMED, '*', ...)
end

-- Calls act with all values as arguments, at most 200 at a time, so that pairs stay together: a call
-- for each value takes longer than its effect.
local function in_groups(values, act)
  for from = 1, #values, 200 do act(unpack(values, from, math.min(from + 199, #values))) end
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

local complete_index, last_indexed = {}, {}
local function queue(id, r, priority, workflow, organization)
  local whole = complete_index[priority]
  if whole == nil then whole = not not_indexed(priority, 1)[1] end
  complete_index[priority] = whole
  r.state, r.owner, r.priority, r.renewals = QUEUED, '', priority, 0
  r.entry = redis.call('XADD', stream(priority), '*', 'id', id, 'ep', r.epoch, 'wf', workflow, 'og', organization)
  save(id, r)
  add_to_index(priority, organization, r.entry)
  if whole then last_indexed[priority] = r.entry end
end

-- Ends each script that queues. Without it claim reads the new entries once more.
local function note_indexed()
  for priority, entry in pairs(last_indexed) do redis.call('HSET', META, 'indexed' .. priority, entry) end
end

local function close_as_blocked(id, r)
  redis.call('XADD', RESULTS, '*', 'k', 'blocked', 'id', id, 'ep', r.epoch, 'cl', r.claim)
  drop(id, r)
  mark_done(id, r.epoch)
end
