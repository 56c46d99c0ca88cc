package tidemark.recorder.families.customwindows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import tidemark.recorder.*;

/** One run of a window operator, made anew by {@code operator} for each attempt, over a drawn script. */
public final class Run {
    public static final OutputTag<Tuple3<String, Long, Long>> LATE = new OutputTag<>("late", Events.TYPE);
    static final OutputTag<String> SEEN = new OutputTag<>("seen", Types.STRING);

    private final Supplier<OneInputTransformation<?, ?>> operator;
    private final ObjectNode program;
    private final Draw draw;
    private final long unit;
    private final long base;
    private final Tape tape = new Tape();
    private KeyedOneInputStreamOperatorTestHarness<Object, Tuple3<String, Long, Long>, Object> harness;
    private Probe probe;
    private long id;
    private long processingTime;
    private long watermark = Long.MIN_VALUE;
    private long lateDropped;

    public Run(Supplier<OneInputTransformation<?, ?>> operator, ObjectNode program, Draw draw, long unit, long base) {
        this.operator = operator;
        this.program = program;
        this.draw = draw;
        this.unit = unit;
        this.base = base;
    }

    @SuppressWarnings("unchecked")
    private void open(OperatorSubtaskState state) throws Exception {
        OneInputTransformation<Tuple3<String, Long, Long>, Object> t = (OneInputTransformation<Tuple3<String, Long, Long>, Object>) operator.get();
        harness = new KeyedOneInputStreamOperatorTestHarness<>(t.getOperatorFactory(),
                (KeySelector<Tuple3<String, Long, Long>, Object>) t.getStateKeySelector(), (TypeInformation<Object>) t.getStateKeyType(), 128, 1, 0);
        harness.setup();
        harness.setProcessingTime(processingTime);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        probe = new Probe(harness, List.of(LATE, SEEN));
    }

    public ObjectNode record() throws Exception {
        processingTime = base + draw.between(0, 20) * unit + draw.between(0L, unit - 1);
        program.put("startProcessingTime", processingTime);
        open(null);
        boolean alive = script();
        if (alive && draw.chance(85)) {
            tape.step(Json.array("w", Long.MAX_VALUE), probe, () -> harness.processWatermark(Long.MAX_VALUE));
        }
        lateDropped += lateRecordsDropped();
        ObjectNode recording = Json.object("program", program, "steps", tape.steps(), "lateRecordsDropped", lateDropped, "left",
                Json.object("stateEntries", harness.numKeyedStateEntries(), "eventTimeTimers", harness.numEventTimeTimers(),
                        "processingTimeTimers", harness.numProcessingTimeTimers()));
        harness.close();
        return recording;
    }

    private boolean script() throws Exception {
        String[] keys = draw.pick(new String[] {"a"}, new String[] {"a", "b"}, new String[] {"a", "b", "c"});
        int steps = draw.between(12, 40);
        long front = base;
        long disorder = draw.between(0, 10) * unit;
        boolean restores = draw.chance(30);
        boolean alive = true;
        for (int i = 0; i < steps && alive; i++) {
            int what = draw.between(1, 100);
            if (what <= 66) {
                front += draw.between(0, 3) * unit * draw.pick(1, 1, 0, 2);
                long time = watermark != Long.MIN_VALUE && draw.chance(12) ? watermark + draw.between(-1, 1) : front - draw.between(0L, disorder);
                alive = element(draw.pick(keys), draw.between(0, 9), time);
            } else if (what <= 82) {
                watermark = Math.max(watermark, front - draw.between(0L, Math.max(unit, disorder)) + (draw.chance(15) ? draw.between(1, 15) * unit : 0));
                long at = watermark;
                alive = tape.step(Json.array("w", at), probe, () -> harness.processWatermark(at));
            } else if (what <= 96) {
                processingTime += draw.between(1, 6) * unit / draw.pick(1, 1, 2) + draw.between(0, 1);
                long at = processingTime;
                alive = tape.step(Json.array("p", at), probe, () -> harness.setProcessingTime(at));
            } else if (restores) {
                restore();
            }
        }
        return alive;
    }

    private boolean element(String key, long value, long time) {
        Tuple3<String, Long, Long> event = Tuple3.of(key, value, ++id);
        return tape.step(Json.array("e", time, event), probe, () -> harness.processElement(new StreamRecord<>(event, time)));
    }

    private void restore() throws Exception {
        OperatorSubtaskState state = harness.snapshot(1, 1);
        lateDropped += lateRecordsDropped();
        harness.close();
        open(state);
        tape.step(Json.array("restore"), probe.drain());
        watermark = Long.MIN_VALUE;
    }

    private long lateRecordsDropped() throws Exception {
        Field field = WindowOperator.class.getDeclaredField("numLateRecordsDropped");
        field.setAccessible(true);
        return ((Counter) field.get(harness.getOperator())).getCount();
    }
}
