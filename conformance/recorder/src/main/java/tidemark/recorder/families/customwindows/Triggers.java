package tidemark.recorder.families.customwindows;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.state.AggregatingState;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.Window;
import tidemark.recorder.Events;

/** Triggers as users write them, each with another kind of partitioned state. */
public final class Triggers {
    private Triggers() {}

    /** What most of them share: nothing happens on timers but at the window's last timestamp, where it fires. */
    abstract static class Base extends Trigger<Tuple3<String, Long, Long>, Window> {
        @Override
        public TriggerResult onEventTime(long time, Window window, TriggerContext context) throws Exception {
            return time == window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onProcessingTime(long time, Window window, TriggerContext context) throws Exception {
            return time == window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
        }

        @Override
        public boolean canMerge() {
            return true;
        }
    }

    /** Fires when the sum of the values since the last firing reaches the threshold. A merge that reaches it sets a timer at the window's end. */
    public static final class SumTrigger extends Base {
        private final ReducingStateDescriptor<Long> state = new ReducingStateDescriptor<>("sum", Long::sum, Types.LONG);
        private final int threshold;

        public SumTrigger(int threshold) {
            this.threshold = threshold;
        }

        @Override
        public TriggerResult onElement(Tuple3<String, Long, Long> element, long timestamp, Window window, TriggerContext context) throws Exception {
            ReducingState<Long> sum = context.getPartitionedState(state);
            sum.add(element.f1);
            if (sum.get() < threshold) {
                return TriggerResult.CONTINUE;
            }
            sum.clear();
            return TriggerResult.FIRE;
        }

        @Override
        public void onMerge(Window window, OnMergeContext context) throws Exception {
            context.mergePartitionedState(state);
            Long sum = context.getPartitionedState(state).get();
            if (sum != null && sum >= threshold) {
                context.registerEventTimeTimer(window.maxTimestamp());
            }
        }

        @Override
        public void clear(Window window, TriggerContext context) throws Exception {
            context.getPartitionedState(state).clear();
            context.deleteEventTimeTimer(window.maxTimestamp());
        }
    }

    /** Keeps the ids; with enough of them, their fold decides between all four results, and they are forgotten. */
    public static final class ListTrigger extends Base {
        private final ListStateDescriptor<Long> state = new ListStateDescriptor<>("ids", Types.LONG);
        private final int size;

        public ListTrigger(int size) {
            this.size = size;
        }

        @Override
        public TriggerResult onElement(Tuple3<String, Long, Long> element, long timestamp, Window window, TriggerContext context) throws Exception {
            ListState<Long> ids = context.getPartitionedState(state);
            ids.add(element.f2);
            long fold = 0;
            int count = 0;
            for (Long id : ids.get()) {
                fold = Events.fold(fold, id);
                count++;
            }
            if (count < size) {
                return TriggerResult.CONTINUE;
            }
            ids.clear();
            return TriggerResult.values()[(int) (fold % 4)];
        }

        @Override
        public void onMerge(Window window, OnMergeContext context) throws Exception {
            context.mergePartitionedState(state);
        }

        @Override
        public void clear(Window window, TriggerContext context) throws Exception {
            context.getPartitionedState(state).clear();
        }
    }

    /** Fires when the average of all values so far, rounded down, is above the threshold; also at the end of the window, in processing time. */
    public static final class AverageTrigger extends Base {
        private final AggregatingStateDescriptor<Long, Tuple2<Long, Long>, Long> state =
                new AggregatingStateDescriptor<>("average", new Average(), Types.TUPLE(Types.LONG, Types.LONG));
        private final int threshold;

        public AverageTrigger(int threshold) {
            this.threshold = threshold;
        }

        @Override
        public TriggerResult onElement(Tuple3<String, Long, Long> element, long timestamp, Window window, TriggerContext context) throws Exception {
            AggregatingState<Long, Long> average = context.getPartitionedState(state);
            average.add(element.f1);
            context.registerProcessingTimeTimer(window.maxTimestamp());
            return average.get() > threshold ? TriggerResult.FIRE : TriggerResult.CONTINUE;
        }

        @Override
        public void onMerge(Window window, OnMergeContext context) throws Exception {
            context.mergePartitionedState(state);
            context.registerProcessingTimeTimer(window.maxTimestamp());
        }

        @Override
        public void clear(Window window, TriggerContext context) throws Exception {
            context.getPartitionedState(state).clear();
            context.deleteProcessingTimeTimer(window.maxTimestamp());
        }
    }

    /** Fires and purges when no record came for a while, in event time: each record moves the timer. */
    public static final class QuietTrigger extends Base {
        private final ValueStateDescriptor<Long> state = new ValueStateDescriptor<>("deadline", Types.LONG);
        private final long timeout;
        private final boolean canMerge;
        private final boolean mergesValueState;

        public QuietTrigger(long timeout, boolean canMerge, boolean mergesValueState) {
            this.timeout = timeout;
            this.canMerge = canMerge;
            this.mergesValueState = mergesValueState;
        }

        @Override
        public TriggerResult onElement(Tuple3<String, Long, Long> element, long timestamp, Window window, TriggerContext context) throws Exception {
            ValueState<Long> deadline = context.getPartitionedState(state);
            if (deadline.value() != null) {
                context.deleteEventTimeTimer(deadline.value());
            }
            deadline.update(Math.max(timestamp, context.getCurrentWatermark()) + timeout);
            context.registerEventTimeTimer(deadline.value());
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onEventTime(long time, Window window, TriggerContext context) throws Exception {
            ValueState<Long> deadline = context.getPartitionedState(state);
            if (deadline.value() == null || deadline.value() != time) {
                return TriggerResult.CONTINUE;
            }
            deadline.clear();
            return TriggerResult.FIRE_AND_PURGE;
        }

        @Override
        public boolean canMerge() {
            return canMerge;
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public void onMerge(Window window, OnMergeContext context) throws Exception {
            if (mergesValueState) {
                context.mergePartitionedState((StateDescriptor) state);
            }
            context.registerEventTimeTimer(window.maxTimestamp());
        }

        @Override
        public void clear(Window window, TriggerContext context) throws Exception {
            ValueState<Long> deadline = context.getPartitionedState(state);
            if (deadline.value() != null) {
                context.deleteEventTimeTimer(deadline.value());
            }
            deadline.clear();
        }
    }

    /** Fires when a value comes for the n-th time. */
    public static final class RepeatTrigger extends Base {
        private final MapStateDescriptor<Long, Long> state = new MapStateDescriptor<>("seen", Types.LONG, Types.LONG);
        private final int count;
        private final boolean canMerge;

        public RepeatTrigger(int count, boolean canMerge) {
            this.count = count;
            this.canMerge = canMerge;
        }

        @Override
        public TriggerResult onElement(Tuple3<String, Long, Long> element, long timestamp, Window window, TriggerContext context) throws Exception {
            MapState<Long, Long> seen = context.getPartitionedState(state);
            Long before = seen.get(element.f1);
            long times = before == null ? 1 : before + 1;
            if (times < count) {
                seen.put(element.f1, times);
                return TriggerResult.CONTINUE;
            }
            seen.remove(element.f1);
            return TriggerResult.FIRE;
        }

        @Override
        public boolean canMerge() {
            return canMerge;
        }

        @Override
        public void onMerge(Window window, OnMergeContext context) {
            // What was counted in the windows before is cleared with them.
        }

        @Override
        public void clear(Window window, TriggerContext context) throws Exception {
            context.getPartitionedState(state).clear();
        }
    }

    private static final class Average implements AggregateFunction<Long, Tuple2<Long, Long>, Long> {
        @Override
        public Tuple2<Long, Long> createAccumulator() {
            return Tuple2.of(0L, 0L);
        }

        @Override
        public Tuple2<Long, Long> add(Long value, Tuple2<Long, Long> acc) {
            return Tuple2.of(acc.f0 + 1, acc.f1 + value);
        }

        @Override
        public Long getResult(Tuple2<Long, Long> acc) {
            return acc.f1 / acc.f0;
        }

        @Override
        public Tuple2<Long, Long> merge(Tuple2<Long, Long> a, Tuple2<Long, Long> b) {
            return Tuple2.of(a.f0 + b.f0, a.f1 + b.f1);
        }
    }
}
