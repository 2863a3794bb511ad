package dev.provision.modules.flavors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.Field;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.Sizing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlavorKindTest {
  private static final Span RAM = new Span("site.yml", 4, 20, 4, 25);

  private static Declaration<FlavorSpec> flavor(int vcpus, DataSize ram, Integer cores) {
    return flavor(vcpus, ram, cores, Map.of());
  }

  private static Declaration<FlavorSpec> flavor(
      int vcpus, DataSize ram, Integer cores, Map<String, String> extraSpecs) {
    return new Declaration<>(
        new Address("flavor", "small"),
        new FlavorSpec(
            vcpus,
            ram,
            Optional.of(new DataSize(0)),
            Optional.ofNullable(cores),
            Optional.of(true),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            extraSpecs),
        Common.DEFAULT,
        Map.of("ram", new Field(RAM, false, List.of())),
        List.of(),
        new Span("site.yml", 4, 3, 4, 8));
  }

  @Test
  void givesASizeWithThePlaceOfEachFieldAndNoDiskForZero() {
    assertThat(new FlavorKind().exported(flavor(2, DataSize.ofMebibytes(64), 2)))
        .isEqualTo(
            new Sizing(
                "small",
                2,
                DataSize.ofMebibytes(64),
                Optional.empty(),
                Optional.of(2),
                Optional.of(true),
                Optional.empty(),
                Map.of("ram", RAM)));
  }

  @Test
  void findsNothingWrongWithWhatVsphereTakes() {
    assertThat(new FlavorKind().validate(flavor(4, DataSize.ofMebibytes(4), 2))).isEmpty();
  }

  @Test
  void refusesWhatVsphereRefuses() {
    assertThat(new FlavorKind().validate(flavor(0, DataSize.ofMebibytes(63), null)))
        .containsExactly(
            new Problem("vcpus", "`vcpus` must be at least 1, not 0"),
            new Problem("ram", "`ram` must be a multiple of 4 MiB, as vSphere asks, not 63 MiB"));
    assertThat(new FlavorKind().validate(flavor(3, DataSize.ofMebibytes(64), 2)))
        .containsExactly(
            new Problem(
                "cores_per_socket",
                "`cores_per_socket` must divide `vcpus`, and 2 does not divide 3"));
  }

  private static void refuses(String key, String value, String message) {
    refuses(Map.of(key, value), key, message);
  }

  private static void refuses(Map<String, String> specs, String key, String message) {
    assertThat(new FlavorKind().validate(flavor(4, DataSize.ofMebibytes(64), null, specs)))
        .containsExactly(new Problem("extra_specs." + key, message));
  }

  @Test
  void refusesExtraSpecsThatNobodyKnowsAndThoseOfOthers() {
    refuses(
        "quota:cpu_limt",
        "1",
        "unknown extra spec `quota:cpu_limt`; did you mean `quota:cpu_limit`?");
    refuses("colour", "red", "unknown extra spec `colour`");
    refuses(
        "hw:mem_page_size",
        "large",
        "`hw:mem_page_size` is of other hypervisors and has no effect on vSphere; take it out");
    refuses(
        "hw:tpm_model",
        "tpm-crb",
        "`hw:tpm_model` is of other hypervisors and has no effect on vSphere; take it out");
    refuses(
        "os:secure_boot",
        "yes",
        "`os:secure_boot` must be one of required, optional, disabled, not `yes`");
    refuses(
        "hw:tpm_version",
        "1.2",
        "`hw:tpm_version` must be 2.0, the only one that vSphere has, not `1.2`");
    refuses(
        "trait:HW_CPU_X86_AVX2",
        "required",
        "`trait:HW_CPU_X86_AVX2` is of OpenStack's scheduler and has no effect on vSphere; take it"
            + " out");
    refuses(
        "aggregate_instance_extra_specs:ssd",
        "true",
        "`aggregate_instance_extra_specs:ssd` is of OpenStack's scheduler and has no effect on"
            + " vSphere; take it out");
  }

  @Test
  void refusesValuesThatTheTableDoesNotAllow() {
    refuses(
        "quota:cpu_limit",
        "fast",
        "`quota:cpu_limit` must be a whole number of MHz from 0, not `fast`");
    refuses(
        "quota:memory_reservation",
        "-1",
        "`quota:memory_reservation` must be a whole number of MiB from 0, not `-1`");
    refuses(
        "quota:cpu_shares_level",
        "highest",
        "`quota:cpu_shares_level` must be custom, high, normal or low, not `highest`");
    refuses(
        Map.of("quota:disk_io_shares_level", "custom", "quota:disk_io_shares_share", "100"),
        "quota:disk_io_shares_share",
        "`quota:disk_io_shares_share` must be a whole number from 200 to 4000, not `100`");
    refuses(
        Map.of("quota:vif_shares_level", "custom", "quota:vif_shares_share", "101"),
        "quota:vif_shares_share",
        "`quota:vif_shares_share` must be a whole number from 0 to 100, not `101`");
    refuses("vmware:hw_version", "19", "`vmware:hw_version` must be like vmx-19, not `19`");
    refuses("hw:cpu_cores", "0", "`hw:cpu_cores` must be a whole number from 1, not `0`");
  }

  @Test
  void refusesExtraSpecsThatDoNotGoTogether() {
    refuses(
        "quota:cpu_shares_share",
        "2000",
        "`quota:cpu_shares_share` counts only with `quota:cpu_shares_level: custom`");
    refuses(
        Map.of("quota:cpu_shares_share", "2000", "quota:cpu_shares_level", "high"),
        "quota:cpu_shares_share",
        "`quota:cpu_shares_share` counts only with `quota:cpu_shares_level: custom`, not with"
            + " high");
    refuses(
        "quota:memory_shares_level",
        "custom",
        "`quota:memory_shares_level: custom` needs `quota:memory_shares_share`");
    refuses(
        Map.of("quota:vif_limit", "100", "quota:vif_reservation", "200"),
        "quota:vif_reservation",
        "`quota:vif_reservation` is 200, more than the limit of 100");
    refuses(
        "quota:memory_reservation",
        "128",
        "`quota:memory_reservation` is 128 MiB, more than the 64 MiB that it has");
    refuses("hw:cpu_cores", "3", "`hw:cpu_cores` must divide `vcpus`, and 3 does not divide 4");
    refuses(
        Map.of("hw:cpu_cores", "2", "hw:cpu_sockets", "1"),
        "hw:cpu_sockets",
        "`hw:cpu_sockets` times `hw:cpu_cores` is 2, and `vcpus` is 4");
    refuses(
        Map.of("hw:cpu_max_cores", "1", "hw:cpu_max_sockets", "2"),
        "hw:cpu_max_cores",
        "4 vCPUs cannot be made of at most 2 sockets of 1 cores");
    assertThat(
            new FlavorKind()
                .validate(flavor(4, DataSize.ofMebibytes(64), 4, Map.of("hw:cpu_cores", "2"))))
        .containsExactly(
            new Problem(
                "cores_per_socket",
                "`cores_per_socket` is 4, and `hw:cpu_cores` makes it 2; keep one of them"));
  }

  @Test
  void aStoragePolicyIsANameThatVcenterIsAskedFor() {
    refuses("vmware:storage_policy", " ", "`vmware:storage_policy` is empty");
    Declaration<FlavorSpec> gold =
        flavor(1, DataSize.ofMebibytes(64), null, Map.of("vmware:storage_policy", "Gold"));
    assertThat(new FlavorKind().validate(gold)).isEmpty();
    assertThat(gold.spec().storagePolicies()).containsExactly("Gold");
    assertThat(flavor(1, DataSize.ofMebibytes(64), null, Map.of()).spec().storagePolicies())
        .isEmpty();
  }

  @Test
  void everyRowOfTheTableIsFoundByItsKeyAndHasAPlaceInVim25() {
    for (ExtraSpec row : ExtraSpec.values()) {
      assertThat(ExtraSpec.of(row.key())).contains(row);
      assertThat(row.field()).isNotEmpty();
    }
  }
}
