package tidemark.recorder.families.customwindows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.windowing.assigners.MergingWindowAssigner;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.ProcessingTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Window assigners as users write them. */
@SuppressWarnings({"unchecked", "rawtypes"})
public final class Assigners {
    private Assigners() {}

    private static Trigger<Object, TimeWindow> defaultTrigger(boolean eventTime) {
        return (Trigger) (eventTime ? EventTimeTrigger.create() : ProcessingTimeTrigger.create());
    }

    /** Sessions that merge in the order of their starts (then ends), as long as the result is not longer than the cap. */
    public static final class CappedSessions extends MergingWindowAssigner<Object, TimeWindow> {
        private final long gap;
        private final long cap;
        private final boolean eventTime;

        public CappedSessions(long gap, long cap, boolean eventTime) {
            this.gap = gap;
            this.cap = cap;
            this.eventTime = eventTime;
        }

        @Override
        public Collection<TimeWindow> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
            long start = eventTime ? timestamp : context.getCurrentProcessingTime();
            return List.of(new TimeWindow(start, start + gap));
        }

        @Override
        public void mergeWindows(Collection<TimeWindow> windows, MergeCallback<TimeWindow> callback) {
            List<TimeWindow> sorted = new ArrayList<>(windows);
            sorted.sort(Comparator.comparingLong(TimeWindow::getStart).thenComparingLong(TimeWindow::getEnd));
            List<TimeWindow> group = new ArrayList<>();
            TimeWindow cover = null;
            for (TimeWindow window : sorted) {
                boolean joins = cover != null && cover.intersects(window) && Math.max(cover.getEnd(), window.getEnd()) - cover.getStart() <= cap;
                if (!joins) {
                    report(group, cover, callback);
                    group = new ArrayList<>();
                    cover = window;
                } else {
                    cover = cover.cover(window);
                }
                if (!group.contains(window)) {
                    group.add(window);
                }
            }
            report(group, cover, callback);
        }

        private static void report(List<TimeWindow> group, TimeWindow cover, MergeCallback<TimeWindow> callback) {
            if (group.size() > 1) {
                callback.merge(group, cover);
            }
        }

        @Override
        public Trigger<Object, TimeWindow> getDefaultTrigger() {
            return defaultTrigger(eventTime);
        }

        @Override
        public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig config) {
            return new TimeWindow.Serializer();
        }

        @Override
        public boolean isEventTime() {
            return eventTime;
        }
    }

    /** The tumbling window of a record, and for an even value the next one, in front of it for a value that 4 divides. */
    public static final class SpreadWindows extends WindowAssigner<Object, TimeWindow> {
        private final long size;
        private final boolean eventTime;

        public SpreadWindows(long size, boolean eventTime) {
            this.size = size;
            this.eventTime = eventTime;
        }

        @Override
        public Collection<TimeWindow> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
            long time = eventTime ? timestamp : context.getCurrentProcessingTime();
            long start = TimeWindow.getWindowStartWithOffset(time, 0, size);
            long value = ((Tuple3<String, Long, Long>) element).f1;
            List<TimeWindow> windows = new ArrayList<>();
            windows.add(new TimeWindow(start, start + size));
            if (value % 2 == 0) {
                windows.add(value % 4 == 0 ? 0 : 1, new TimeWindow(start + size, start + 2 * size));
            }
            return windows;
        }

        @Override
        public Trigger<Object, TimeWindow> getDefaultTrigger() {
            return defaultTrigger(eventTime);
        }

        @Override
        public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig config) {
            return new TimeWindow.Serializer();
        }

        @Override
        public boolean isEventTime() {
            return eventTime;
        }
    }
}
