package dev.provision.modules.tags;

import dev.provision.modules.tags.CategorySpec.Cardinality;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.tags.Tag;
import dev.provision.vsphere.tags.TagCategory;
import dev.provision.vsphere.tags.TagText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is wanted of a category and its tags.
 *
 * @param name in vCenter; that of a tag with its category where a reference names one
 */
record CategoryDesired(
    Address address, EnvironmentId environment, String name, CategorySpec spec, boolean protect) {
  private static final String TAGS = ".tags.";

  /** Whether the address is that of a tag in a category. */
  static boolean isOfTag(String address) {
    return address.contains(TAGS);
  }

  /** The address of one of its tags, {@code vsphere_tag.tier.tags.gold}. */
  Address addressOf(String tag) {
    return addressOf(address, tag);
  }

  static Address addressOf(Address category, String tag) {
    return new Address(category.kind(), category.name() + TAGS + tag);
  }

  private ObjectMark mark(Address of, boolean adopted) {
    return new ObjectMark(environment.toString(), of.toString(), adopted, protect);
  }

  /** As a new one is made. */
  TagCategory fresh(String vcenter) {
    return new TagCategory(
        "",
        name,
        new TagText(spec.description().orElse(""), Optional.of(mark(address, false)), vcenter),
        spec.cardinality().orElse(Cardinality.SINGLE) == Cardinality.SINGLE,
        new LinkedHashSet<>(spec.types().orElse(List.of())));
  }

  /** One that is there, with what is declared of it. */
  TagCategory over(TagCategory now, String vcenter) {
    Set<String> types = new LinkedHashSet<>(now.types());
    if (!types.isEmpty()) {
      types.addAll(spec.types().orElse(List.of()));
    }
    return new TagCategory(
        now.id(),
        name,
        now.description()
            .saying(spec.description().orElse(now.description().text()))
            .with(mark(address, now.description().isAdopted()), vcenter),
        spec.cardinality().map(Cardinality.SINGLE::equals).orElse(now.single()),
        types);
  }

  /** A new tag. */
  Tag fresh(String tag, String category, String vcenter) {
    return new Tag(
        "",
        tag,
        new TagText(spec.tags().get(tag), Optional.of(mark(addressOf(tag), false)), vcenter),
        category,
        Optional.empty());
  }

  /** A tag that is there, with what is declared of it. */
  Tag over(String tag, Tag now, String vcenter) {
    return new Tag(
        now.id(),
        tag,
        now.description()
            .saying(spec.tags().get(tag))
            .with(mark(addressOf(tag), now.description().isAdopted()), vcenter),
        now.category(),
        now.attached());
  }

  /** An adopted description: the text stays as it is. */
  TagText adopted(TagText now, Address of, String vcenter) {
    return now.with(mark(of, true), vcenter);
  }
}
