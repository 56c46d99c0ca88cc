package tidemark.recorder.families;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import tidemark.recorder.*;

/** As {@link JobGraphs}, of larger programs, some of which set the parallelism of the environment on their way, with the slots that subtasks share. */
public final class LargeJobGraphs implements Family {
    @Override
    public String name() {
        return "large-job-graphs";
    }

    @Override
    public ObjectNode record(Draw draw) throws Exception {
        ObjectNode program = new JobGraphs.Drawing(draw, 5, 16).program();
        if (draw.chance(50)) {
            for (JsonNode node : program.get("nodes")) {
                if (draw.chance(20)) {
                    ((ObjectNode) node).put("environmentParallelism", draw.between(1, 4));
                }
            }
        }
        return JobGraphs.record(program, true);
    }
}
