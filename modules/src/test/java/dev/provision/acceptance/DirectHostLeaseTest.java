package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.referee.Referee;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One apply at a time on a single ESXi host too, where the lease is a folder of a datastore. */
class DirectHostLeaseTest extends OnDirectHost {
  private static final String LEASES = "provision/leases";

  private List<String> on(String path) {
    Referee.Ended listed = host.tryGovc("datastore.ls", "-ds", "LocalDS_0", path);
    return listed.exit() == 0 ? listed.out().lines().toList() : List.of();
  }

  @Test
  void whileOneIsAtWorkTheOtherWritesNothingAndNoLeaseIsLeft() throws Exception {
    Path one = one();
    converged(run(one, "apply", "--target", "image.base"));
    assertThat(on(LEASES)).isEmpty();
    host.slowTasks("CreateVM_Task", Duration.ofSeconds(5));
    CompletableFuture<Ran> other = CompletableFuture.supplyAsync(() -> run(one, "apply"));
    for (int i = 0; i < 500 && !host.calls().containsKey("CreateVM_Task"); i++) {
      Thread.sleep(20);
    }
    assertThat(on(LEASES + "/lone-host")).contains("lease-1");

    Ran refused = run(one, "apply");

    assertThat(refused.exit()).as(refused.text()).isEqualTo(75);
    assertThat(refused.text())
        .containsPattern(
            "error: `lone-host` is held by another run, which is alive: run [0-9a-f]{8} of \\S+");
    assertThat(host.calls()).containsEntry("CreateVM_Task", 1);
    converged(other.join());
    host.slowTasks("CreateVM_Task", Duration.ZERO);
    nothingIsLeft(one);
    converged(run(one, "destroy", "--yes", "--allow", "delete"));
    assertThat(on(LEASES)).isEmpty();
  }
}
