-- ARGV: owner, then per item: id, epoch, claim, max losses, priority
-- Answers OK, EXISTS, DONE. After a wipe a worker writes its running executions back, under their tokens.
for k = 2, #ARGV, 5 do
  local id, epoch = ARGV[k], ARGV[k + 1]
  local answer
  if record(id) then
    answer = 'EXISTS'
  elseif is_done(id, epoch) then
    answer = 'DONE'
  else
    save(id, { epoch = epoch, claim = ARGV[k + 2], losses = 0, max_losses = ARGV[k + 3], state = RUNNING,
      owner = ARGV[1], entry = '0-1', priority = ARGV[k + 4], renewals = 0 })
    redis.call('ZADD', LEASE, now, id)
    answer = 'OK'
  end
  answers[#answers + 1] = answer
end
return answers
