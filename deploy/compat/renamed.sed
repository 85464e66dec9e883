# Names of the contract in this checkout, and those that 887e653 has for them.
s/io\.sluice\.service\.SystemLog/io.sluice.systemlog.SystemLog/
s/queue\.claimedBy(/queue.mine(/
s/io\.sluice\.queue\.QueueAnswers\.\(Claim\|Withdraw\)Answer/io.sluice.queue.\1Answer/
s/WorkerMessage\.Command(/WorkerMessage.Order(/
s/queue\.claim(owner, 10, /queue.claim(owner, 10, 0, /
s/maxLosses, due, null, body)/maxLosses, due, body)/
