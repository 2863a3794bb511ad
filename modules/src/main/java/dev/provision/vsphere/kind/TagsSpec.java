package dev.provision.vsphere.kind;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Shorthand;
import java.util.List;

/** {@code [tier/gold]}, or {@code {tags: [tier/gold], exclusive: true}}. */
@Doc("Tags of vCenter that an object has.")
public record TagsSpec(
    @Doc("Each with its category: tier/gold.") @Shorthand @Refers("vsphere_tags") List<Ref> tags,
    @Doc("Whether the object has no others.") @Default("false") boolean exclusive) {
  public TagsSpec {
    tags = List.copyOf(tags);
  }
}
