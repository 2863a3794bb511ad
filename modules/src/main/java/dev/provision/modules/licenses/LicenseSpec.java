package dev.provision.modules.licenses;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.kind.NamesLicense;
import java.util.Map;
import java.util.Optional;

/** {@code vsphere: {key: "${license}", labels: {cost: "17"}, assign: {clusters: [prod]}}}. */
@Doc("A license of the vCenter.")
public record LicenseSpec(
    @Doc("Its key, five groups of five letters; it is never shown.") Secret key,
    @Doc("Labels of it; others are left alone.") Map<String, String> labels,
    @Doc("What it is assigned to; other assignments of it are left alone.")
        Optional<AssignSpec> assign)
    implements NamesLicense {
  public LicenseSpec {
    labels = Map.copyOf(labels);
  }
}
