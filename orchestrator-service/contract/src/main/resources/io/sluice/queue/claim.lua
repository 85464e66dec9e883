-- ARGV: owner, n, turn, results limit
-- Answers {OK, gen, {id, epoch, claim, priority, max losses, body}…, {last ids of the three streams}}, {NOT_READY} or {BACKPRESSURE}.
-- Of every eight turns five read high first, two normal, one low, and then the others in order.
local owner, n, turn, limit = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local FIRST_LOOK = { 0, 1, 0, 0, 2, 0, 1, 0 }
local MAX_LOOKS = 4 * n + 32

local generation = gate()
if not generation then return { 'NOT_READY' } end
if redis.call('XLEN', RESULTS) > limit then return { 'BACKPRESSURE' } end

local claimed, empty, looks = {}, {}, 0

local function take(priority)
  while not empty[priority] and looks < MAX_LOOKS do
    looks = looks + 1
    local read = redis.call('XREADGROUP', 'GROUP', 'g', owner, 'COUNT', 1, 'STREAMS', stream(priority), '>')
    if not read then
      empty[priority] = true
      return false
    end
    local entry, fields = read[1][2][1][1], read[1][2][1][2]
    local id, workflow = fields[2], fields[6]
    local r = record(id)
    local body = redis.call('HGET', BODY, id)
    if not r or r.entry ~= entry then
      redis.call('XACK', stream(priority), 'g', entry)
      redis.call('XDEL', stream(priority), entry)
    elseif r.state ~= QUEUED then
      -- A worker runs it already: a consumer group that was lost and created again delivers its entry once more. That
      -- worker takes the entry back with its next renewal.
    elseif not body then
      drop(id, r)
    elseif redis.call('HEXISTS', BLOCKED, workflow) == 1 then
      close_as_blocked(id, r)
    else
      r.claim = string.format('%d', r.claim + 1)
      r.state, r.owner, r.renewals = RUNNING, owner, 0
      save(id, r)
      redis.call('ZADD', LEASE, now, id)
      claimed[#claimed + 1] = { id, r.epoch, r.claim, r.priority, r.max_losses, body }
      return true
    end
  end
  return false
end

for k = 1, n do
  local first = FIRST_LOOK[(turn + k) % 8 + 1]
  if not (take(first) or take(0) or take(1) or take(2)) then break end
end

local last_ids = {}
for priority = 0, 2 do
  local info = redis.call('XINFO', 'STREAM', stream(priority))
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then last_ids[#last_ids + 1] = info[i + 1] end
  end
end
return { 'OK', generation, claimed, last_ids }
