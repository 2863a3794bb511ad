package dev.provision.vsphere.kind.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.text.DocPages;
import dev.provision.declare.Catalog;
import dev.provision.modules.VcenterProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemarksTest {
  private final Catalog catalog = new Catalog(new VcenterProvider());

  /** As {@code provision doc} prints it, each field on one line. */
  private List<String> page(String section) {
    String text = new DocPages(catalog).text(catalog.named(section).orElseThrow());
    return text.replaceAll("\n {10,}", " ").lines().map(String::strip).toList();
  }

  @Test
  void theReferenceTellsSinceWhichVersionARowIsAndWhatAChangeDoes() {
    assertThat(page("resource_pools"))
        .anyMatch(
            line -> line.matches("scalable_shares .*; since vSphere API 7.0; changes in place]"))
        .anyMatch(line -> line.matches("reservation .*; changes in place]"));
    assertThat(page("datacenters"))
        .anyMatch(line -> line.matches("default_hardware_version .*; changes in place]"));
  }

  @Test
  void theReferenceTellsWhereAKindWorksAndWhatIsDeprecated() {
    assertThat(page("vsphere_tags")).contains("Works with vSphere API 6.5 and newer.");
    assertThat(page("datastore_clusters"))
        .contains("Works with vSphere API 6.0 and newer.")
        .anyMatch(line -> line.matches("latency .*; deprecated since vSphere API 8.0.3; .*]"));
  }

  @Test
  void theReferenceAsDataHasTheSame() {
    String json = new DocPages(catalog).json(catalog.named("resource_pools").orElseThrow());

    assertThat(json.replaceAll("\\s+", " "))
        .contains("\"remarks\": [ \"since vSphere API 7.0\", \"changes in place\" ]");
  }
}
