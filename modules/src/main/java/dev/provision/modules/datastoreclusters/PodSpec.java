package dev.provision.modules.datastoreclusters;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.HasCustomAttributes;
import dev.provision.vsphere.kind.HasVsphereTags;
import dev.provision.vsphere.kind.TagsSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code shared: {enabled: true, automation: manual, space: {threshold: 80}}}. */
@Doc(
    "A datastore cluster. A datastore says itself that it is in one, with `datastore_cluster`. A"
        + " field that is left out is not compared; a new one has Storage DRS off.")
public record PodSpec(
    @Doc("The folder of datastores that contains it, by name or path.") @Refers("folders")
        Optional<Ref> folder,
    @Doc("Whether Storage DRS is on. It is switched on when the datastores are in it.")
        Optional<Boolean> enabled,
    @Doc("Whether Storage DRS moves disks by itself: manual or automated.")
        Optional<Automation> automation,
    @Doc("The same for moves that have one reason.") Optional<OverridesSpec> automationOverrides,
    @Doc("When it moves disks because a datastore gets full.") Optional<SpaceSpec> space,
    @Doc("When it moves disks because a datastore is slow.") Optional<IoSpec> io,
    @Doc("How often it checks, 60 min to 30 days.") @Bare("min") Optional<Duration> interval,
    @Doc("Whether the disks of a VM stay together.") Optional<Boolean> keepVmdksTogether,
    @Doc("Advanced options, by name; others are left alone.") Map<String, String> options,
    @Doc(
            "What Storage DRS does with the disks of single instances; other VMs are left alone. A"
                + " name with `count` means all its instances.")
        @Refers(value = "instances", order = Reference.Order.USES_EACH)
        Optional<Map<Ref, VmOverrideSpec>> vmOverrides,
    @Doc("Rules, by name; others are left alone.") Optional<Map<String, PodRuleSpec>> rules,
    @Doc("Its inventory path, for one that is only looked up and has another name.")
        Optional<PlaceName> path,
    @Doc("Whether it is only looked up, never changed.") @Default("false") boolean existing,
    @Doc("Values of custom attributes; others are left alone.") @Refers("custom_attributes")
        Map<Ref, String> customAttributes,
    @Doc("Tags of vCenter that it has, each with its category; others are left alone.")
        Optional<TagsSpec> vsphereTags)
    implements HasCustomAttributes, HasVsphereTags {
  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  /** One that is only looked up. */
  static PodSpec existing(PlaceName path) {
    return new PodSpec(
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        Map.of(),
        none(),
        none(),
        Optional.of(path),
        true,
        Map.of(),
        none());
  }

  /** Without settings. */
  PodSpec base() {
    return new PodSpec(
        folder,
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        Map.of(),
        none(),
        none(),
        path,
        existing,
        customAttributes,
        vsphereTags);
  }

  /** With its settings, and no values and tags. */
  PodSpec settings() {
    return new PodSpec(
        folder,
        enabled,
        automation,
        automationOverrides,
        space,
        io,
        interval,
        keepVmdksTogether,
        options,
        none(),
        none(),
        path,
        existing,
        Map.of(),
        none());
  }

  /** Only what names instances. */
  PodSpec members() {
    return meaning(vmOverrides, rules);
  }

  /** The same with these instances. */
  PodSpec meaning(
      Optional<Map<Ref, VmOverrideSpec>> overrides, Optional<Map<String, PodRuleSpec>> apart) {
    return new PodSpec(
        folder, none(), none(), none(), none(), none(), none(), none(), Map.of(), overrides, apart,
        path, existing, Map.of(), none());
  }

  boolean hasMembers() {
    return vmOverrides.isPresent() || rules.isPresent();
  }

  Map<Ref, VmOverrideSpec> overridden() {
    return vmOverrides.orElse(Map.of());
  }

  Map<String, PodRuleSpec> ruled() {
    return rules.orElse(Map.of());
  }

  boolean hasSettings() {
    return !settings().equals(base().settings());
  }

  OverridesSpec overrides() {
    return automationOverrides.orElseGet(
        () -> new OverridesSpec(none(), none(), none(), none(), none()));
  }

  SpaceSpec room() {
    return space.orElseGet(() -> new SpaceSpec(none(), none()));
  }

  IoSpec load() {
    return io.orElseGet(() -> new IoSpec(none(), none(), none()));
  }
}
