package dev.provision.vsphere.journal;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A thing as it was found, on all hosts that it is wanted on or that an entry of the journal names.
 *
 * @param name what it is called on each of them
 */
public record HostState<E>(String name, List<HostPart<E>> parts) {
  public HostState {
    parts = List.copyOf(parts);
  }

  public Stream<HostPart<E>> wanted() {
    return parts.stream().filter(part -> part.wanted() && !part.isUnread());
  }

  /** Whether it is on any host that is to have it, or where it is ours. */
  public boolean isAnywhere() {
    return parts.stream().anyMatch(part -> part.isThere() && (part.wanted() || part.isOurs()));
  }

  /** Where it is, for people. */
  public String path() {
    return parts.stream()
        .filter(HostPart::isThere)
        .map(HostPart::path)
        .collect(Collectors.joining(", "));
  }

  /** What it is called, as the entries have it. */
  public Set<String> names() {
    return parts.stream().map(HostPart::called).collect(Collectors.toSet());
  }

  /** The paths of all parts, whether they are there or not. */
  String owned() {
    return parts.stream().map(HostPart::path).collect(Collectors.joining(", "));
  }
}
