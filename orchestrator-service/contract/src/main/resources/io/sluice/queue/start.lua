-- ARGV: owner, then per item: id, epoch, claim, workflow, payload of the started event, permit (none, ask or granted)
-- The last check before Execute: answers GO, ASKED, BLOCKED, FENCED, MISSING, NOT_READY. Nothing runs without GO. An attempt
-- that needs a permit from PostgreSQL requests it here, and calls again when it was granted.
local open = gate()
for k = 2, #ARGV, 6 do
  local id, epoch, claim = ARGV[k], ARGV[k + 1], ARGV[k + 2]
  local answer, r = fence(id, epoch, claim, ARGV[1])
  if answer == 'OK' then
    if not open then
      answer = 'NOT_READY'
    elseif redis.call('HEXISTS', BLOCKED, ARGV[k + 3]) == 1 then
      close_as_blocked(id, r)
      answer = 'BLOCKED'
    else
      answer = ARGV[k + 5] == 'ask' and 'ASKED' or 'GO'
      report(answer == 'GO' and 'started' or 'asked', id, epoch, claim, ARGV[1], ARGV[k + 4])
    end
  end
  answers[#answers + 1] = answer
end
return answers
