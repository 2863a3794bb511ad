package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineConfigInfo;
import dev.provision.referee.Referee;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.Bench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The targets for tests that read back, field by field, what vim25 has of a machine. */
final class GuestTargets {
  private GuestTargets() {}

  /** Each has the opaque network DC0_NSX0 too; vcsim as a vCenter 8, with a port group for it. */
  static Stream<Named<Supplier<Target>>> all() {
    List<Named<Supplier<Target>>> all = new ArrayList<>();
    all.add(Named.of("simulator", () -> new SimulatorTarget(0)));
    boolean left = System.getProperty("excludedGroups", "").contains("referee");
    if (!left && Referee.isAvailable()) {
      all.add(Named.of("vcsim", () -> new VcsimTarget("-nsx", "1", "-api-version", "8.0.2.0")));
    }
    return all.stream();
  }

  /**
   * A playbook with one instance, {@code web}, of a template.
   *
   * @param web the rest of it
   */
  static String play(String web) {
    return """
        name: ci
        vcenter: VCENTER
        images:
          base: {template: /DC0/vm/DC0_C0_RP0_VM0}
        networks:
          private: {port_group: VM Network}
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        instances:
          web:
            image: base
            flavor: small
        """
        + web.indent(4);
  }

  /** One of them with a playbook, and somebody else's vim25 session on it. */
  static final class Bed implements AutoCloseable {
    final Target target;
    final Vim vim;
    final Provisioning provision;
    private final Runnable session;

    Bed(Target target, Path folder, String playbook) throws Exception {
      this.target = target;
      if (target instanceof SimulatorTarget simulator) {
        this.vim = simulator.vim();
        this.session = () -> {};
      } else {
        Bench bench = Bench.of(((VcsimTarget) target).referee());
        bench.survey(new EnvironmentId("", "none"));
        this.vim = Vim.of(bench.api());
        this.session = bench::close;
      }
      this.provision = new Provisioning(target, folder, playbook);
    }

    ManagedObjectReference at(String path) {
      return Vim.asked(
          () -> vim.api().findByInventoryPath(vim.content().getSearchIndex(), path.substring(1)));
    }

    VirtualMachineConfigInfo config(String path) {
      return vim.config(at(path));
    }

    /** Plans, and applies again: neither finds anything to do, and the server sees no write. */
    void nothingIsLeft() {
      target.resetCalls();
      Provisioning.Ended again = provision.apply();
      assertThat(again.out()).contains("No changes.");
      assertThat(again.exit()).as(again.all()).isZero();
      assertThat(target.mutating()).isEmpty();
    }

    @Override
    public void close() {
      session.run();
      target.close();
    }
  }
}
