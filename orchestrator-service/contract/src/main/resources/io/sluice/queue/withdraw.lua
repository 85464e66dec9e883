-- ARGV: per item: id, epoch
-- Takes a queued or waiting execution out after its cancel was committed. Answers {WITHDRAWN}, {CLAIMED, owner, claim},
-- {NONE} or {FENCED}.
for k = 1, #ARGV, 2 do
  local id, epoch = ARGV[k], ARGV[k + 1]
  local r = record(id)
  if not r then
    answers[#answers + 1] = { 'NONE' }
  elseif r.epoch ~= epoch then
    answers[#answers + 1] = { 'FENCED' }
  elseif r.state == RUNNING then
    answers[#answers + 1] = { 'CLAIMED', r.owner, r.claim }
  else
    drop(id, r)
    mark_done(id, epoch)
    answers[#answers + 1] = { 'WITHDRAWN' }
  end
end
return answers
