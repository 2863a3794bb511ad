package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A single ESXi host keeps the record of changes too: it has the same event manager. */
class DirectHostRecordTest extends OnDirectHost {
  @Test
  void anApplyLeavesAnEventOnItsDatacenter() throws Exception {
    Path one = one();
    Ran ran = converged(run(one, "apply"));

    assertThat(ran.text()).doesNotContain("note: the record");
    List<String> logged =
        GovcClient.messages(
            host.govc("events", "-json", "-type", "GeneralUserEvent", "/ha-datacenter"));
    assertThat(logged)
        .singleElement()
        .asString()
        .startsWith("provision apply of `")
        .contains("\ninstance.web-1 created: /ha-datacenter/vm/web-1 (");
  }
}
