-- ARGV: owner, then per item: id, epoch, claim, workflow, payload of the started event
-- The last door before Execute: answers GO, BLOCKED, FENCED, MISSING. Nothing runs without GO.
for k = 2, #ARGV, 5 do
  local id, epoch, claim = ARGV[k], ARGV[k + 1], ARGV[k + 2]
  local answer, r = fence(id, epoch, claim, ARGV[1])
  if answer == 'OK' then
    if redis.call('HEXISTS', BLOCKED, ARGV[k + 3]) == 1 then
      close_as_blocked(id, r)
      answer = 'BLOCKED'
    else
      redis.call('XADD', RESULTS, '*', 'k', 'started', 'id', id, 'ep', epoch, 'cl', claim, 'o', ARGV[1], 'r', ARGV[k + 4])
      answer = 'GO'
    end
  end
  answers[#answers + 1] = answer
end
return answers
