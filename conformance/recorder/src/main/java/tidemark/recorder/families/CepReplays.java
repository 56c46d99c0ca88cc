package tidemark.recorder.families;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tidemark.recorder.Draw;
import tidemark.recorder.Family;

/**
 * The family cep with what it leaves out: after a restore, events at times that were there before, as a source sends that reads again what it
 * had sent. Their ids in Flink's shared buffer may be those of events that partial matches still hold. Where that makes a circle of the
 * buffer's edges, Flink never comes back from an event: such a draw is given up after some seconds, and another one made.
 */
public final class CepReplays implements Family {
    private static final int PATIENCE_SECONDS = 5;

    @Override
    public String name() {
        return "cep-replays";
    }

    @Override
    public ObjectNode record(Draw draw) throws Exception {
        while (true) {
            CompletableFuture<ObjectNode> recording = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    recording.complete(Cep.record(draw, true));
                } catch (Throwable e) {
                    recording.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
            try {
                return recording.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException endless) {
                end(thread);
            }
        }
    }

    /** Nothing asks an endless loop in Flink to end, so it is torn out. */
    @SuppressWarnings({"deprecation", "removal"})
    private static void end(Thread thread) throws InterruptedException {
        thread.stop();
        thread.join();
    }
}
