package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.referee.NeedsReferee;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The part of {@code playbooks/site.yml} that vcsim can do, from an empty root folder and back.
 * Left out by {@code vcsim-lacks.yml} are {@code vmkernels}, distributed {@code networks} with the
 * NICs on them, datastores on local disks, and the fields that the test lists. No host answers at
 * the address of one that vcsim adds, so a plan does not know its size, and the machines come with
 * a second apply.
 */
@NeedsReferee
class SiteOnVcsimTest {
  private static final Pattern ALLOW =
      Pattern.compile("--yes is not enough, allow it with --allow (\\S+)");

  @TempDir Path folder;
  private VcsimTarget target;

  @BeforeEach
  void start() {
    target = new VcsimTarget("-dc", "0");
  }

  @AfterEach
  void stop() {
    target.close();
  }

  /** vcsim's hosts have 4 GiB and two cores each, and answer at no address of theirs. */
  private static void small(SitePart part) {
    part.in("vars").put("vm_count", 3);
    for (Object flavor : part.in("flavors").values()) {
      fields(flavor).put("ram", "64 MiB");
      fields(flavor).put("vcpus", 1);
    }
    for (Object pool : part.in("resource_pools").values()) {
      fields(fields(pool).get("cpu")).computeIfPresent("reservation", (r, old) -> 100);
      fields(fields(pool).get("memory")).computeIfPresent("reservation", (r, old) -> "1 GiB");
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> fields(Object value) {
    return (Map<String, Object>) value;
  }

  @Test
  void oneApplyMakesItASecondOneDoesNothingAndADestroyTakesAllOfItAway() {
    SitePart part = new SitePart(folder);
    small(part);
    String vcenter =
        target.vcenterWith(
            "datacenter: DC1",
            "cluster: ",
            "clusters: [prod, edge]",
            "datastores: [{name: nfs1, weight: 10}, {name: nfs2, weight: 10}]");
    String whole = part.text(vcenter);
    part.withoutMachines();
    Provisioning provision = new Provisioning(target, folder, part.text(vcenter));

    Suite.converged(provision.apply("--yes"));
    nothingIsLeft(provision);
    provision.rewrite(whole);
    Suite.converged(provision.apply("--yes"));

    nothingIsLeft(provision);
    Provisioning.Ended refused = provision.run("destroy", "--yes");
    Matcher allow = ALLOW.matcher(refused.err());
    assertThat(allow.find()).as(refused.all()).isTrue();
    assertThat(target.mutating()).isEmpty();
    Suite.converged(provision.run("destroy", "--yes", "--allow", allow.group(1)));
    assertThat(target.referee().govc("find", "/").lines())
        .containsExactlyInAnyOrder("/", "/provision");
    assertThat(part.left())
        .containsExactly(
            "clusters.evc",
            "datastores vmfs",
            "hosts.dns.domain",
            "hosts.dns.servers",
            "hosts.lockdown.mode",
            "hosts.ntp.servers",
            "hosts.services.policy",
            "hosts.services.running",
            "hosts.thumbprint",
            "instances.networks",
            "networks distributed",
            "switches.discovery.operation",
            "switches.discovery.protocol",
            "switches.hosts",
            "switches.mtu",
            "switches.nioc.enabled",
            "switches.nioc.traffic",
            "switches.uplinks",
            "switches.version",
            "vmkernels");
  }

  /** A second apply plans nothing and makes no mutating call, as the server counts them. */
  private void nothingIsLeft(Provisioning provision) {
    target.resetCalls();
    assertThat(Suite.converged(provision.apply()).out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }
}
