/**
 * Synonyms of the field: each line is one concept, its phrases separated by bars, in base form and small letters. A phrase
 * after "=" is closed: its words do not count on their own ("event time" says nothing about events).
 */
export const FIELD_CONCEPTS = `
checkpoint | ckpt | chk | checkpointing | distributed snapshot
savepoint | manual snapshot
snapshot | checkpoint | savepoint | consistent copy | image of the state
barrier | checkpoint barrier | checkpoint marker | snapshot marker | stream barrier
watermark | wm | wmark | low watermark | event time clock
primary key | pk
processing time | process time | proc time
taskmanager | tm | task manager | worker | worker process | worker node
jobmanager | jm | job manager | master process
jobmaster | job master
resourcemanager | resource manager | rm
dispatcher
slot | task slot | taskslot
subtask | parallel instance | parallel task | task instance | operator instance
operator | transformation
operator chain | chained operator | chaining | operator chaining
job graph | jobgraph | dataflow graph | stream graph | streamgraph | topology | dag
execution graph | executiongraph
=two phase commit | =2pc | =two phase commit protocol | =2 phase commit | =two step commit
pre commit | precommit | prepare commit
commit | committing | finalize | publish | make visible
abort | roll back | rollback | undo
transaction | tx | txn | kafka transaction
=exactly once | =eo | =exactly once semantics | =exactly once guarantee
=at least once | =alo
=at most once | =amo
end to end | e2e | end 2 end
=event time | =eventtime | =event timestamp | =time of the event | =time the event happened | =rowtime
=processing time | =proctime | =wall clock time | =wall clock | =system time | =machine time
=ingestion time
timestamp | event time | ts
out of order | out of orderness | disorder | unordered | late arriving | delayed
late | lateness | too late | arrive after
allowed lateness | late tolerance | grace period
side output | sideoutput | side stream | output tag
drop | discard | throw away | ignore | dropped
state backend | statebackend | state store
rocksdb | rocks db | embedded rocksdb | lsm store | lsm tree
heap | jvm heap | java heap | on heap | hashmap state backend | heap backend | hash map backend
off heap | native memory | outside the heap | managed memory
forst | for st | disaggregated state
keyed state | state per key | per key state | state of a key | key scoped state
operator state | non keyed state | state per subtask
broadcast state
key group | keygroup
value state | valuestate
list state | liststate
map state | mapstate
reducing state
aggregating state
ttl | time to live | expiry | state ttl | expiration | retention
timer | event time timer | processing time timer | registered callback
key by | keyby | partition by key | group by key | hash partition | keyed | partition by
partition | shard | split
kafka partition | topic partition
offset | position | read position | source position | kafka offset
consumer group | group id
source | kafka source | input connector | kafka consumer | reader | input
sink | kafka sink | output connector | writer
external system | outside world | downstream system | target system | outside system
record | event | element | message | row | tuple
stream | datastream | data stream
bounded | finite | batch
unbounded | infinite | endless | never ending
batch mode | batch execution | runtime mode batch
backpressure | back pressure | backpressured | bp | push back
buffer | network buffer | queue
in flight | inflight | buffered record | in flight data | in flight record | channel state
channel | input channel | input | stream input
align | alignment | barrier alignment | aligned checkpoint
unaligned | unaligned checkpoint | uc
overtake | jump ahead | overtaking | bypass | skip ahead
credit | credit based flow control
hot key | skew | data skew | skewed key | key skew | uneven distribution
salt | salting | two stage aggregation | two phase aggregation | local global
parallelism | dop | degree of parallelism | number of subtask | number of parallel instance
max parallelism | maxparallelism | maximum parallelism | number of key group
rescale | rescaling | change parallelism | scale up | scale out | scale in | autoscale | resize
restart | relaunch | recover | resume | redeploy | come back up
restore | recover | reload | load state | reinstate | bring back | reset
replay | re read | read again | rewind | reread | reprocess | process again | go back | seek back | reconsume | consume again | repeat
failure | fail | crash | die | outage | error | go down | break | lose
failover | recovery | fault tolerance | restart strategy
duplicate | double | twice | counted twice | processed twice | more than once | emitted again | repeat
idempotent | idempotence | idempotency | overwrite the same | upsert by key | repeatable write
deduplicate | dedup | deduplication | drop duplicate | remove duplicate | dedupe
upsert | insert or update | update or insert
retract | retraction | withdraw | update before | undo message
changelog | change log | stream of change
insert | append
window | windowing
tumbling | tumble | fixed window | non overlapping
sliding | hopping | slide | hop | overlapping window
session window | session | session gap | inactivity gap | gap
fire | trigger | emit result | window fire | evaluate | firing | close window
trigger | fire
evictor | evict | eviction
incremental aggregation | aggregate function | reduce function | aggregatefunction | reducefunction | running aggregate | accumulator
process window function | processwindowfunction | full window function
process function | processfunction | keyedprocessfunction | keyed process function
async io | asynchronous io | async lookup | async function
join | enrich | correlate
lookup join | dimension join | lookup
temporal join | versioned join | version table join | as of join | point in time join
interval join | time bounded join
cdc | change data capture | debezium | binlog
cep | pattern matching | complex event processing | match recognize
schema | structure of data
serialization | serialize | serializer | serde | deserialize | deserialization | ser de
kryo | generic serialization | generic type
pojo | plain java object
avro
schema evolution | state evolution | change the schema
uid | operator id | operator uid | operator identifier | stable id
compaction | compact
memtable | write buffer
sst | sst file | sstable | sst table
block cache
incremental checkpoint | incremental snapshot | delta checkpoint
full checkpoint | full snapshot | complete copy
changelog state backend | generic log based incremental
synchronous | sync | sync phase | blocking
asynchronous | async | in the background | background | async phase | without blocking | non blocking | concurrently
checkpoint coordinator | coordinator
acknowledge | ack | confirm | report back | acknowledgement
notify checkpoint complete | checkpoint complete | notification | checkpoint completed | checkpoint finished
completed checkpoint | last checkpoint | latest checkpoint | successful checkpoint | last completed checkpoint | most recent checkpoint
checkpoint interval | interval between checkpoint
checkpoint storage | durable storage | remote storage | object store | object storage | s3 | hdfs | distributed file system | dfs | durable store | persistent storage
high availability | ha | zookeeper | leader election
heartbeat | heart beat
application mode | application cluster
session mode | session cluster | shared cluster
per job mode | per job cluster
kubernetes operator | flink operator
kubernetes | k8s
yarn
reactive mode | adaptive scheduler
gc | garbage collection | garbage collector | gc pause
oom | out of memory | outofmemoryerror | memory error
memory | ram
disk | ssd | local disk | hard disk
cpu | core | compute
throughput | records per second | rate
latency | delay | response time
lag | consumer lag | backlog | falling behind
bottleneck | slowest task | limiting factor
flame graph | flamegraph | profiler | profile
metric | metrics | gauge | measurement
busy | busy time | load | utilization
idle | inactive | silent | without data | no data | no traffic
idleness | idle timeout | with idleness | idle source | idle detection | mark idle
shuffle | network shuffle | repartition | redistribute | exchange | network transfer | data exchange
rebalance | round robin
broadcast | send to all | replicate to all | every subtask gets
forward | pass on | send downstream | pass along | propagate | emit downstream | send on
emit | output | produce | send | write out
upstream | in front | before it | preceding operator
downstream | behind | after it | following operator | subsequent operator
isolation level | read committed | isolation.level
read committed | committed read | see only committed | committed only
read uncommitted | uncommitted read
transaction timeout | transaction.timeout.ms | timeout of the transaction
transactional id prefix | transactional id | transactionalidprefix
fence | fencing | zombie fencing | block the old producer
sql | table api | flink sql | table
planner | optimizer
top n | topn | ranking | row number
materialized | materialize | kept as state | sink upsert materializer
mini batch | minibatch | mini batching
dataset api | dataset
micro batch | microbatch | small batch | mini batch
record by record | one by one | one at a time | per record | each record | record at a time | event by event | event at a time | true streaming
low latency | small delay | milliseconds
library | embedded library | dependency
cluster | deployment
state size | size of the state | large state | big state
task failure | failed task
fine grained
region | pipelined region
test harness | harness
mini cluster | minicluster
deterministic | reproducible | same result
sequence | in order | ordered
daemon | process | jvm process | jvm
thread | mailbox | task thread | main thread
class loader | classloader | class loading
job client | client | cli
rest | rest api
web ui | ui | dashboard
config | configuration | setting | option | parameter
default | by default | out of the box | unless configured
deprecated | removed | gone | no longer available | dropped
`;

/** Words of everyday language that stand for one another in this field. Same form. */
export const PLAIN_CONCEPTS = `
begin | start | initiate | kick off | launch | inject | open
end | finish | complete | done | conclude | finalize | terminate
stop | halt | pause | suspend | cease
block | hold back | hold up | stall | stop reading | stop processing | pause | blocked | put on hold | park
wait | wait for | hold | hold off | until | stand by
continue | go on | keep going | proceed | carry on | resume | keep on | still
keep | retain | store | hold | persist | remember | save | maintain | preserve | stay | remain
store | save | persist | write | keep | record | put | durable | durably | upload | back up
remove | delete | drop | discard | clean up | purge | clear | erase | evict | throw away | get rid | dispose
own | belong | owned | manage | responsible | in charge
create | make | build | produce | generate | take | form
cause | lead to | result in | bring about | trigger | produce | make
happen | occur | take place
need | require | must | have to | demand | necessary | depend on | rely on | should
depend | hinge | rely
use | employ | apply | work with
choose | pick | select | decide
change | modify | alter | adjust | update | vary | edit
increase | grow | rise | go up | larger | scale up | inflate | raise | more | climb
decrease | shrink | fall | go down | reduce | lower | less | fewer | drop
large | big | huge | great | long
small | little | tiny | short
fast | quick | quickly | rapid | speed | low latency
slow | slowly | sluggish | take long | lag behind
advance | move forward | progress | move on | go forward
send | pass | forward | transmit | deliver | ship
receive | get | arrive | come in | reach | see
arrive | come | reach | get to | show up
read | consume | fetch | poll | load | pull
write | emit | output | put out | produce
divide | split | separate | cut | partition | slice | delimit
join | combine | merge | connect | bring together | unite
spread | distribute | share out | balance | scatter
same | identical | equal | one and the same
different | other | differ | distinct | another | vary
compare | comparison | versus | vs | contrast
check | verify | inspect | look at | examine | investigate | confirm | make sure
measure | quantify | number | metric | figure
find | locate | identify | detect | spot | see | notice | pinpoint
show | reveal | indicate | display | expose | tell | point to | say
explain | describe | tell
allow | let | permit | enable | make possible
prevent | avoid | stop | keep from | protect against | rule out
guarantee | ensure | promise | make sure | assure | guarantees
each | every | all | per | any | both
only | just | solely | nothing but | exclusively | alone
always | every time | in all cases | invariably
again | once more | anew | a second time | repeat | re
before | prior to | ahead of | earlier than | preceding | precede
after | behind | following | later than | once | follow
then | next | afterwards | after that | subsequently
now | currently | at the moment | today
immediately | at once | right away | instantly | straight away
automatic | automatically | by itself | on its own | without intervention
manual | manually | by hand | user triggered | on demand | operator triggered
together | jointly | at the same time | simultaneously
lose | loss | lost | miss | missing | gone | drop
correct | right | accurate | true
wrong | incorrect | false | bad | mistaken | inaccurate
old | previous | former | earlier | prior | past
new | fresh | recent | newer
last | latest | most recent | previous | newest
first | initial | earliest
maximum | highest | largest | max | greatest | upper bound | biggest
minimum | lowest | smallest | min | least | slowest
limit | bound | cap | constrain | restrict | ceiling | limited
exceed | go over | more than | greater than | above | beyond | pass
enough | sufficient | suffice
possible | can | may | able | feasible
impossible | cannot | not possible | unable
visible | appear | readable | seen by | exposed
local | on the same machine | same node | nearby
remote | distant | over the network
part | portion | piece | fragment | subset | section | share
whole | entire | full | complete | total | all
single | one | sole
many | multiple | several | lots of | plenty | numerous | a lot
cost | expensive | price | costly | pay | overhead
cheap | inexpensive | cost little
simple | easy | simpler | straightforward
team | people | staff | organisation | organization | colleague
skill | experience | know how | knowledge | expertise
decide | determine | choose | govern | control | define
version | release
upgrade | migrate | update | migration | move to a new version | new version
move | transfer | migrate | shift | relocate
copy | replicate | duplicate | replica
compute | calculate | work out | derive
count | number of | tally
average | mean
sum | total | add up
result | output | outcome | answer
function | logic | code | user code | operator
program | application | job | pipeline | query
assign | give | allocate | allot | attach | map to
belong | fall into | be part of | go into | part of
contain | include | hold | consist of | comprise | hold in | carry
cover | span
expire | time out | elapse | run out | timeout | lapse
register | set | schedule | install
subtract | minus | less | take away | deduct
reference | point to | refer | refers
shared | common | same
access | reach | read and write
expose | make available
cancel | stop | kill | abort
prefer | favour | favor | recommend | better
problem | issue | trouble | fault | difficulty | symptom
solve | fix | mend | resolve | repair | address | remedy | solution
reason | why | cause | root cause
goal | aim | purpose | intention
trade off | tradeoff | price | compromise | cost
isolate | separate | independent | decouple
independent | on its own | separate | regardless of | irrespective of
explicit | explicitly | by name
infer | guess | derive | extract
assume | presume | suppose | expect
react | respond | answer
rewrite | redo
`;
