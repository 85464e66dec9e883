-- ARGV: window, then per item: id, epoch, workflow, priority, max losses, due (ms, 0 = now), body
-- Answers OK, EXISTS, DONE, BLOCKED, FULL. An entry of an older epoch is dropped: its owner is fenced from then on.
local window = tonumber(ARGV[1])
for k = 2, #ARGV, 7 do
  local id, epoch, workflow, priority = ARGV[k], ARGV[k + 1], ARGV[k + 2], ARGV[k + 3]
  local due, body = tonumber(ARGV[k + 5]), ARGV[k + 6]
  local r = record(id)
  local answer
  if r and tonumber(r.epoch) >= tonumber(epoch) then
    answer = 'EXISTS'
  elseif is_done(id, epoch) then
    answer = 'DONE'
  elseif redis.call('HEXISTS', BLOCKED, workflow) == 1 then
    answer = 'BLOCKED'
  elseif not r and redis.call('HLEN', CLAIMS) >= window then
    answer = 'FULL'
  else
    if r then drop(id, r) end
    redis.call('HSET', BODY, id, body)
    local fresh = { epoch = epoch, claim = 0, losses = 0, max_losses = ARGV[k + 4], priority = priority, renewals = 0 }
    if due > now then
      -- A delayed record has its workflow in the field of the owner, because it has no stream entry.
      fresh.state, fresh.owner, fresh.entry = WAITING, workflow, '0-0'
      redis.call('ZADD', DELAYED, due, id)
      save(id, fresh)
    else
      queue(id, fresh, priority, workflow)
    end
    answer = 'OK'
  end
  answers[#answers + 1] = answer
end
return answers
