-- ARGV: per item: id, epoch
-- Removes a queued or delayed execution after its cancel was committed. Answers {WITHDRAWN}, {CLAIMED, owner, claim},
-- {DONE} (its result is on the way), {NONE} (unknown, and it cannot be added at this epoch for a minute) or {FENCED}. An
-- entry of an older epoch is removed too: its owner is fenced from then on.
for k = 1, #ARGV, 2 do
  local id, epoch = ARGV[k], ARGV[k + 1]
  local r = record(id)
  if not r and is_done(id, epoch) then
    answers[#answers + 1] = { 'DONE' }
  elseif not r then
    mark_done(id, epoch)
    confirm(id, epoch)
    answers[#answers + 1] = { 'NONE' }
  elseif tonumber(r.epoch) > tonumber(epoch) then
    answers[#answers + 1] = { 'FENCED' }
  elseif r.epoch == epoch and r.state == RUNNING then
    answers[#answers + 1] = { 'CLAIMED', r.owner, r.claim }
  else
    drop(id, r)
    mark_done(id, epoch)
    confirm(id, epoch)
    answers[#answers + 1] = { 'WITHDRAWN' }
  end
end
return answers
