-- ARGV: per item: id, epoch that PostgreSQL has ended
-- Removes executions that have ended and are still in Redis, because it was rolled back. Answers GONE or CHANGED.
for k = 1, #ARGV, 2 do
  local id, epoch = ARGV[k], ARGV[k + 1]
  local r = record(id)
  if r and tonumber(r.epoch) <= tonumber(epoch) then
    drop(id, r)
    mark_done(id, epoch)
    confirm(id, epoch)
    answers[#answers + 1] = 'GONE'
  else
    answers[#answers + 1] = 'CHANGED'
  end
end
return answers
