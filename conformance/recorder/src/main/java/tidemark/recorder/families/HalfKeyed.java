package tidemark.recorder.families;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.ConnectedStreams;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import tidemark.recorder.*;

/** {@code connect} of a keyed stream and one without key: there is keyed state, which the other input's records see too. */
public final class HalfKeyed implements Family {
    @Override
    public String name() {
        return "half-keyed";
    }

    @Override
    public ObjectNode record(Draw draw) throws Exception {
        Program program = new Program(draw);
        long start = draw.chance(50) ? 0 : program.base + draw.between(0, 20) * program.unit;
        program.json.put("startProcessingTime", start);
        String[] keys = draw.pick(new String[] {"a", "b"}, new String[] {"a", "b", "c"}, new String[] {"k1", "k2", "k3", "k4", "k5"});
        return new TwoInputs.Drive(program, draw, start).run(program.json, program.base, program.unit, keys, input -> (long) draw.between(0, 9));
    }

    private static final class Program implements TwoInputs.Connected {
        final long unit;
        final long base;
        final ObjectNode json = Json.object("operator", "connect");
        private final String function;
        private final boolean first;

        Program(Draw draw) {
            unit = draw.pick(1L, 10L, 1000L);
            base = draw.pick(0L, 0L, -10 * unit, 1_700_000_000_000L);
            function = draw.pick("CoProcessFunction", "CoProcessFunction", "CoMapFunction", "CoFlatMapFunction");
            first = draw.chance(60);
            json.put("function", function);
            json.set("keyBy", first ? Json.array("key", null) : Json.array(null, "key"));
            if (function.equals("CoProcessFunction")) {
                json.set("onElement1", operations(draw));
                json.set("onElement2", operations(draw));
            }
        }

        /** States, looks at them, and now and then a timer, which Flink refuses. */
        private ArrayNode operations(Draw draw) {
            ArrayNode operations = Json.array();
            int count = draw.between(1, 3);
            for (int i = 0; i < count; i++) {
                operations.add(Script.maybe(draw, false, draw.pick(Json.array("sum"), Json.array("sum"), Json.array("append"), Json.array("clear", "sum"),
                        Json.array("clear", "list"), Json.array("side"))));
            }
            operations.insert(draw.between(0, operations.size()), Json.array("emit"));
            if (draw.chance(8)) {
                operations.add(Json.array("if", 10, 9, draw.pick(Json.array("eventTimer", "timestamp", unit), Json.array("deleteProcessingTimer", unit))));
            }
            return operations;
        }

        @Override
        public TwoInputStreamOperator<Tuple3<String, Long, Long>, Tuple3<String, Long, Long>, String> operator() {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            DataStream<Tuple3<String, Long, Long>> one = env.fromData(Events.TYPE, Tuple3.of("a", 1L, 1L));
            DataStream<Tuple3<String, Long, Long>> two = env.fromData(Events.TYPE, Tuple3.of("a", 1L, 1L));
            ConnectedStreams<Tuple3<String, Long, Long>, Tuple3<String, Long, Long>> connected =
                    first ? one.keyBy(e -> e.f0, Types.STRING).connect(two) : one.connect(two.keyBy(e -> e.f0, Types.STRING));
            SingleOutputStreamOperator<String> result = switch (function) {
                case "CoProcessFunction" -> connected.process(new TwoInputs.Process(Json.text(json), true), Types.STRING);
                case "CoMapFunction" -> connected.map(new TwoInputs.Mapping(true), Types.STRING);
                default -> connected.flatMap(new TwoInputs.FlatMapping(true), Types.STRING);
            };
            return TwoInputs.Connected.operatorOf(((TwoInputTransformation<?, ?, String>) result.getTransformation()).getOperatorFactory());
        }

        @Override
        public KeyedBy keys() {
            return new KeyedBy(128, first, !first);
        }
    }
}
