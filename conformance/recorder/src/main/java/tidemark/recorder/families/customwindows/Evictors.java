package tidemark.recorder.families.customwindows;

import java.util.Iterator;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.windowing.evictors.Evictor;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.streaming.runtime.operators.windowing.TimestampedValue;

/** An evictor as users write them. */
public final class Evictors {
    private Evictors() {}

    /** Before: removes what has an id that the modulus divides, while more than one element is there. After: what lies behind the watermark. */
    public static final class IdEvictor implements Evictor<Tuple3<String, Long, Long>, Window> {
        private final int modulus;

        public IdEvictor(int modulus) {
            this.modulus = modulus;
        }

        @Override
        public void evictBefore(Iterable<TimestampedValue<Tuple3<String, Long, Long>>> elements, int size, Window window, EvictorContext context) {
            for (Iterator<TimestampedValue<Tuple3<String, Long, Long>>> i = elements.iterator(); i.hasNext(); ) {
                if (i.next().getValue().f2 % modulus == 0 && size > 1) {
                    i.remove();
                }
            }
        }

        @Override
        public void evictAfter(Iterable<TimestampedValue<Tuple3<String, Long, Long>>> elements, int size, Window window, EvictorContext context) {
            for (Iterator<TimestampedValue<Tuple3<String, Long, Long>>> i = elements.iterator(); i.hasNext(); ) {
                if (i.next().getTimestamp() <= context.getCurrentWatermark()) {
                    i.remove();
                }
            }
        }
    }
}
