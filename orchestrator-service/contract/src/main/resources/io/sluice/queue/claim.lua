-- ARGV: owner, n, results limit
-- Answers {OK, gen, {id, epoch, claim, priority, max losses, body}…, {last ids of the three streams}}, {NOT_READY} or {BACKPRESSURE}.
-- Of every eight claimed executions five are of high priority, two normal and one low while all three wait: the count is in
-- Redis, so that the share holds over all workers and over claims of one. Within a priority the organizations are served in
-- turn, and of each organization the oldest first.
local owner, n, limit = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local FIRST_LOOK = { 0, 1, 0, 0, 2, 0, 1, 0 }
local MAX_LOOKS, MAX_INDEXED, MAX_PRUNED = 4 * n + 32, 200, 100

local generation, short_of_memory = gate()
if not generation then return { 'NOT_READY' } end
-- Near the limit of memory only what frees memory goes on: results are recorded first. Without results a claim frees some.
if redis.call('XLEN', RESULTS) > (short_of_memory and 0 or limit) then return { 'BACKPRESSURE' } end

for priority = 0, 2 do
  redis.call('XPENDING', stream(priority), 'g', '-', '+', 1, owner) -- a missing group ends this before anything is written
end

local claimed, looks, served = {}, 0, {}
local leases, taken = {}, { [0] = {}, {}, {} }

-- Takes over what older versions added to the stream only.
local function index_from_stream(priority)
  local last
  for _, entry in ipairs(not_indexed(priority, MAX_INDEXED)) do
    local fields = fields_of(entry)
    local r = record(fields.id)
    last = entry[1]
    if not r or r.entry ~= last then
      forget(priority, last)
    elseif r.state == QUEUED then
      add_to_index(priority, fields.og or '', last)
    end
  end
  if last then redis.call('HSET', META, 'indexed' .. priority, last) end
end

local function claim(priority, entry, r, id, body)
  r.claim = string.format('%d', r.claim + 1)
  r.state, r.owner, r.renewals = RUNNING, owner, 0
  save(id, r)
  leases[#leases + 1], leases[#leases + 2] = now, id
  taken[priority][#taken[priority] + 1] = entry
  claimed[#claimed + 1] = { id, r.epoch, r.claim, r.priority, r.max_losses, body }
end

-- True if it was claimed; otherwise it is no longer in the index.
local function try(priority, place, entry)
  local fields, r = waiting_at(priority, entry)
  if fields then
    local body = redis.call('HGET', BODY, fields.id)
    if not body then
      drop(fields.id, r)
    elseif redis.call('HEXISTS', BLOCKED, fields.wf) == 1 then
      close_as_blocked(fields.id, r)
    else
      claim(priority, entry, r, fields.id, body)
      redis.call('ZREM', waiting_index(priority), place)
      return true
    end
  end
  redis.call('ZREM', waiting_index(priority), place)
  return false
end

local function take(priority)
  while looks < MAX_LOOKS do
    local lane = redis.call('ZRANGE', turns(priority), 0, 0, 'WITHSCORES')
    local organization = lane[1]
    if not organization then return false end
    looks = looks + 1
    local places = oldest_places(priority, organization, 2)
    if not places[1] then
      redis.call('ZREM', turns(priority), organization)
    elseif try(priority, places[1], entry_at(organization, places[1])) then
      served[priority] = lane[2]
      if places[2] then
        redis.call('ZADD', turns(priority), string.format('%.0f', lane[2] + 1), organization)
      else
        redis.call('ZREM', turns(priority), organization)
      end
      return true
    else
      prune(priority, organization, MAX_PRUNED)
    end
  end
  return false
end

for priority = 0, 2 do index_from_stream(priority) end
local turn = tonumber(redis.call('HGET', META, 'turn') or 0)
for _ = 1, n do
  local first = FIRST_LOOK[(turn + #claimed) % 8 + 1]
  if not (take(first) or take(0) or take(1) or take(2)) then break end
end
in_groups(leases, function(...) redis.call('ZADD', LEASE, ...) end)
for priority = 0, 2 do
  in_groups(taken[priority], function(...)
    local command = { 'XCLAIM', stream(priority), 'g', owner, 0, ... }
    command[#command + 1], command[#command + 2] = 'FORCE', 'JUSTID'
    redis.call(unpack(command))
  end)
end
if #claimed > 0 then redis.call('HSET', META, 'turn', (turn + #claimed) % 8) end
for priority, at in pairs(served) do redis.call('HSET', META, 'served' .. priority, at) end

local last_ids = {}
for priority = 0, 2 do
  local info = redis.call('XINFO', 'STREAM', stream(priority))
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then last_ids[#last_ids + 1] = info[i + 1] end
  end
end
return { 'OK', generation, claimed, last_ids }
