import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * Nodes of a cluster for tests, in one process, which ends when the process it works for does, however that ends.
 *
 * Node.java OWNER FOLDER NAME HERE PORTS: the owner's process id, an own folder, the cluster's name, the numbers of
 * the nodes to run here, and HTTP:TRANSPORT for every node of the cluster, with commas between.
 */
public class Node {
    public static void main(String[] given) throws InterruptedException {
        ProcessHandle.of(Long.parseLong(given[0])).orElseThrow()
            .onExit().thenRun(() -> Runtime.getRuntime().halt(0));
        int[] here = Stream.of(given[3].split(",")).mapToInt(Integer::parseInt).toArray();
        List<String[]> ports = Stream.of(given[4].split(",")).map(each -> each.split(":")).toList();
        String[] seeds = ports.stream().map(each -> "127.0.0.1:" + each[1]).toArray(String[]::new);
        String[] names = Stream.iterate(0, at -> at + 1).limit(seeds.length).map(at -> "node-" + at)
            .toArray(String[]::new);
        new OpenSearchRunner().onBuild((number, settings) -> {
            int at = here[number - 1];
            settings.put("node.name", names[at]);
            settings.put("http.port", ports.get(at)[0]);
            settings.put("transport.port", ports.get(at)[1]);
            settings.put("discovery.type", "zen"); // a runner of one node says single-node, which forbids the others
            settings.put("discovery.initial_state_timeout", "0s"); // the next node here starts when this one has
            settings.putList("discovery.seed_hosts", seeds);
            settings.putList("cluster.initial_cluster_manager_nodes", names);
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false); // a full disk is not the test
        }).build(OpenSearchRunner.newConfigs().basePath(given[1]).numOfNode(here.length).clusterName(given[2])
            .useLogger());
        Thread.currentThread().join();
    }
}
