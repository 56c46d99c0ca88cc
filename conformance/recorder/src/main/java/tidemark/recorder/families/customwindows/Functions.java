package tidemark.recorder.families.customwindows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.windowing.AllWindowFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessAllWindowFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.util.Collector;
import tidemark.recorder.Events;
import tidemark.recorder.Json;

/** The window functions of all kinds. */
public final class Functions {
    public static final TypeInformation<Tuple3<Long, Long, Long>> ACCUMULATOR = Types.TUPLE(Types.LONG, Types.LONG, Types.LONG);

    private Functions() {}

    public static final class Fold implements ReduceFunction<Tuple3<String, Long, Long>> {
        @Override
        public Tuple3<String, Long, Long> reduce(Tuple3<String, Long, Long> a, Tuple3<String, Long, Long> b) {
            return Tuple3.of(a.f0, a.f1 + b.f1, Events.fold(a.f2, b.f2));
        }
    }

    /** Count, sum and fold of ids; merging folds the two folds. */
    public static final class Statistics implements AggregateFunction<Tuple3<String, Long, Long>, Tuple3<Long, Long, Long>, Tuple3<Long, Long, Long>> {
        @Override
        public Tuple3<Long, Long, Long> createAccumulator() {
            return Tuple3.of(0L, 0L, 0L);
        }

        @Override
        public Tuple3<Long, Long, Long> add(Tuple3<String, Long, Long> e, Tuple3<Long, Long, Long> acc) {
            return Tuple3.of(acc.f0 + 1, acc.f1 + e.f1, Events.fold(acc.f2, e.f2));
        }

        @Override
        public Tuple3<Long, Long, Long> getResult(Tuple3<Long, Long, Long> acc) {
            return acc;
        }

        @Override
        public Tuple3<Long, Long, Long> merge(Tuple3<Long, Long, Long> a, Tuple3<Long, Long, Long> b) {
            return Tuple3.of(a.f0 + b.f0, a.f1 + b.f1, Events.fold(a.f2, b.f2));
        }
    }

    public static final class Apply implements WindowFunction<Object, String, String, Window> {
        @Override
        public void apply(String key, Window window, Iterable<Object> elements, Collector<String> out) {
            out.collect(Json.text(Json.object("key", key, "window", window, "elements", elements)));
        }
    }

    public static final class ApplyAll implements AllWindowFunction<Object, String, Window> {
        @Override
        public void apply(Window window, Iterable<Object> elements, Collector<String> out) {
            out.collect(Json.text(Json.object("window", window, "elements", elements)));
        }
    }

    private static final ReducingStateDescriptor<Long> OF_KEY = new ReducingStateDescriptor<>("firingsOfKey", Long::sum, Types.LONG);
    private static final ReducingStateDescriptor<Long> OF_WINDOW = new ReducingStateDescriptor<>("firingsOfWindow", Long::sum, Types.LONG);

    private static long count(KeyedStateStore store, ReducingStateDescriptor<Long> descriptor) throws Exception {
        ReducingState<Long> firings = store.getReducingState(descriptor);
        firings.add(1L);
        return firings.get();
    }

    /** Shows all that it can see; the number of elements goes to the side output {@code seen}. */
    public static final class Show extends ProcessWindowFunction<Object, String, String, Window> {
        private final boolean windowState;

        public Show(boolean windowState) {
            this.windowState = windowState;
        }

        @Override
        public void process(String key, Context context, Iterable<Object> elements, Collector<String> out) throws Exception {
            ObjectNode shown = Json.object("key", key, "window", context.window(), "elements", elements, "watermark", context.currentWatermark(),
                    "processingTime", context.currentProcessingTime(), "firingsOfKey", count(context.globalState(), OF_KEY));
            if (windowState) {
                shown.put("firingsOfWindow", count(context.windowState(), OF_WINDOW));
            }
            context.output(Run.SEEN, Json.text(Json.array(key, shown.get("elements").size())));
            out.collect(Json.text(shown));
        }

        @Override
        public void clear(Context context) throws Exception {
            if (windowState) {
                context.windowState().getReducingState(OF_WINDOW).clear();
            }
        }
    }

    /** The same over all records. */
    public static final class ShowAll extends ProcessAllWindowFunction<Object, String, Window> {
        private final boolean windowState;

        public ShowAll(boolean windowState) {
            this.windowState = windowState;
        }

        @Override
        public void process(Context context, Iterable<Object> elements, Collector<String> out) throws Exception {
            ObjectNode shown = Json.object("window", context.window(), "elements", elements, "firingsOfKey", count(context.globalState(), OF_KEY));
            if (windowState) {
                shown.put("firingsOfWindow", count(context.windowState(), OF_WINDOW));
            }
            context.output(Run.SEEN, Json.text(Json.array(null, shown.get("elements").size())));
            out.collect(Json.text(shown));
        }

        @Override
        public void clear(Context context) throws Exception {
            if (windowState) {
                context.windowState().getReducingState(OF_WINDOW).clear();
            }
        }
    }
}
