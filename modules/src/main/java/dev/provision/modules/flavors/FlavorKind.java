package dev.provision.modules.flavors;

import dev.provision.diagnostic.Span;
import dev.provision.spi.Declaration;
import dev.provision.spi.Field;
import dev.provision.spi.KindInfo;
import dev.provision.spi.Problem;
import dev.provision.spi.ValueKind;
import dev.provision.vsphere.exported.ExtraSpecs;
import dev.provision.vsphere.exported.Sizing;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The section {@code flavors}. */
public final class FlavorKind implements ValueKind<FlavorSpec, Inventory, VsphereWriter> {
  private static final int RAM_STEP_MIB = 4;

  @Override
  public KindInfo info() {
    return new KindInfo(
        "flavors",
        "flavor",
        "The size of an instance.",
        """
        flavors:
          m1.small:
            vcpus: 1
            ram: 2 GiB
            disk: 20 GiB
          db:
            vcpus: 4
            ram: 8 GiB
            cores_per_socket: 2
            memory_hot_add: true
          build:
            vcpus: 4
            ram: 4 GiB
            ephemeral: 40 GiB
            swap: 512 MiB
            extra_specs:
              quota:cpu_limit: 4000
              quota:memory_reservation: 1024
              quota:disk_io_shares_level: custom
              quota:disk_io_shares_share: 400
              hw:cpu_cores: 2
        """,
        List.of(),
        List.of());
  }

  @Override
  public Class<FlavorSpec> spec() {
    return FlavorSpec.class;
  }

  @Override
  public List<Problem> validate(Declaration<FlavorSpec> declaration) {
    FlavorSpec flavor = declaration.spec();
    List<Problem> problems = new ArrayList<>();
    if (flavor.vcpus() < 1) {
      problems.add(new Problem("vcpus", "`vcpus` must be at least 1, not " + flavor.vcpus()));
    }
    long ramMib = flavor.ram().mebibytes();
    if (ramMib < RAM_STEP_MIB || flavor.ram().bytes() % (RAM_STEP_MIB << 20) != 0) {
      problems.add(
          new Problem(
              "ram", "`ram` must be a multiple of 4 MiB, as vSphere asks, not " + flavor.ram()));
    }
    flavor
        .coresPerSocket()
        .filter(cores -> cores < 1 || flavor.vcpus() % cores != 0)
        .ifPresent(
            cores ->
                problems.add(
                    new Problem(
                        "cores_per_socket",
                        "`cores_per_socket` must divide `vcpus`, and "
                            + cores
                            + " does not divide "
                            + flavor.vcpus())));
    problems.addAll(ExtraSpecRules.problems(flavor));
    return problems;
  }

  @Override
  public Object exported(Declaration<FlavorSpec> declaration) {
    FlavorSpec flavor = declaration.spec();
    Map<String, Span> where = new HashMap<>();
    for (Map.Entry<String, Field> field : declaration.fields().entrySet()) {
      where.put(field.getKey(), field.getValue().span());
    }
    ExtraSpecRules.addPositions(where);
    return new Sizing(
        declaration.address().name(),
        flavor.vcpus(),
        flavor.ram(),
        flavor.disk().filter(disk -> disk.bytes() > 0),
        flavor.coresPerSocket(),
        flavor.cpuHotAdd(),
        flavor.memoryHotAdd(),
        where,
        flavor.ephemeral().filter(size -> size.bytes() > 0),
        flavor.swap().filter(size -> size.bytes() > 0),
        ExtraSpecs.of(flavor.extraSpecs()));
  }
}
