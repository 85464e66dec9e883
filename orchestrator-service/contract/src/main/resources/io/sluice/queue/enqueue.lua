-- ARGV: window, then per item: id, epoch, workflow, priority, max losses, due (ms, 0 = now), body, organization
-- Answers OK, EXISTS, DONE, BLOCKED, FULL. An entry of an older epoch is dropped: its owner is fenced from then on.
-- The window counts what waits and may run. Beyond it each organization still gets a few places, up to one and a half windows,
-- and each priority its share of the window, so that whatever fills the window keeps nobody else out. Together that is less
-- than two and a half windows. Delayed executions have a window of their own.
local window = tonumber(ARGV[1])
local SHARES = { 5 / 8, 2 / 8, 1 / 8 }
local LANE = math.max(1, math.floor(window / 1000))
local MAX_PRUNED = 400
local pruned = {}
local delayed = redis.call('ZCARD', DELAYED)
local waiting = redis.call('HLEN', CLAIMS) - redis.call('ZCARD', LEASE) - delayed

local function full(priority, organization)
  if waiting < window then return false end
  if redis.call('ZCARD', waiting_index(priority)) < window * SHARES[priority + 1] then return false end
  return waiting >= 1.5 * window
    or redis.call('ZLEXCOUNT', waiting_index(priority), '[' .. organization .. '\0', '(' .. organization .. '\1') >= LANE
end

for k = 2, #ARGV, 8 do
  local id, epoch, workflow, priority = ARGV[k], ARGV[k + 1], ARGV[k + 2], ARGV[k + 3]
  local due, body, organization = tonumber(ARGV[k + 5]), ARGV[k + 6], ARGV[k + 7]
  local later = due > now
  local r = record(id)
  local answer
  if r and tonumber(r.epoch) >= tonumber(epoch) then
    answer = 'EXISTS'
  elseif is_done(id, epoch) then
    answer = 'DONE'
  elseif redis.call('HEXISTS', BLOCKED, workflow) == 1 then
    answer = 'BLOCKED'
  elseif not r and (later and delayed >= window or not later and full(priority, organization)) then
    answer = 'FULL'
  else
    if r then drop(id, r) end
    redis.call('HSET', BODY, id, body)
    local fresh = { epoch = epoch, claim = 0, losses = 0, max_losses = ARGV[k + 4], priority = priority, renewals = 0 }
    if later then
      -- A delayed record has its workflow in the field of the owner and its organization in that of the stream entry.
      fresh.state, fresh.owner, fresh.entry = NOT_DUE, workflow, organization == '' and '0-0' or organization
      redis.call('ZADD', DELAYED, due, id)
      save(id, fresh)
      delayed = delayed + 1
    else
      local lane = priority .. organization
      if not pruned[lane] then
        if not prune(priority, organization, 1) then prune(priority, organization, MAX_PRUNED) end
        pruned[lane] = true
      end
      queue(id, fresh, priority, workflow, organization)
      waiting = waiting + 1
    end
    answer = 'OK'
  end
  answers[#answers + 1] = answer
end
note_indexed()
return answers
