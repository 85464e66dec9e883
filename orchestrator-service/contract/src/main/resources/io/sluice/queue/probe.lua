-- ARGV: per item: id, epoch
-- State in Redis of an execution that PostgreSQL has published: answers WHOLE, BROKEN (a part is missing, so it would never
-- be delivered), OLD (an earlier epoch: Redis was rolled back), DONE (finished according to Redis), NONE.
local function in_stream(r)
  local workflow, organization = origin_of(r)
  if workflow and not (redis.call('ZSCORE', waiting_index(r.priority), place(organization, r.entry))
      and redis.call('ZSCORE', turns(r.priority), organization)) then
    add_to_index(r.priority, organization, r.entry) -- the index was lost, or an older version added the entry
  end
  return workflow
end

local function whole(id, r)
  if r.state == RUNNING then return redis.call('ZSCORE', LEASE, id) end
  local waits = r.state == NOT_DUE and redis.call('ZSCORE', DELAYED, id) or r.state == QUEUED and in_stream(r)
  return waits and redis.call('HEXISTS', BODY, id) == 1
end

for k = 1, #ARGV, 2 do
  local id, epoch = ARGV[k], ARGV[k + 1]
  local r = record(id)
  local answer
  if not r then
    answer = is_done(id, epoch) and 'DONE' or 'NONE'
  elseif tonumber(r.epoch) < tonumber(epoch) then
    answer = 'OLD'
  else
    answer = whole(id, r) and 'WHOLE' or 'BROKEN'
  end
  answers[#answers + 1] = answer
end
return answers
