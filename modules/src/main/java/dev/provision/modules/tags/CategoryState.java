package dev.provision.modules.tags;

import dev.provision.vsphere.tags.Tag;
import dev.provision.vsphere.tags.TagCategory;
import dev.provision.vsphere.tags.Tags;
import java.util.Map;
import java.util.Optional;

/**
 * A category as it was found, or one tag of it.
 *
 * @param category empty where it is gone or was never there
 * @param tags its declared tags that are there, by the names that the playbook has for them
 * @param only the tag, where this stands for one tag
 */
record CategoryState(
    Tags all, Optional<TagCategory> category, Map<String, Tag> tags, Optional<Tag> only) {
  CategoryState {
    tags = Map.copyOf(tags);
  }

  /** How messages name it. */
  String path() {
    return only.map(tag -> "tag " + all.name(tag))
        .or(() -> category.map(TagCategory::path))
        .orElse("");
  }
}
