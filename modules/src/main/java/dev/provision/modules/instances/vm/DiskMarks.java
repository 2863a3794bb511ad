package dev.provision.modules.instances.vm;

import dev.provision.vsphere.exported.Disk;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code provision.disks} mark: the slots of a VM's own disks, and what each of them is, {@code
 * 1000:0,1000:1=ephemeral0,1000:2=swap}. A slot without a word came with the image, and the first
 * of these is the root disk. A word without a slot is a disk that was made together with its
 * controller, whose key was not known yet.
 *
 * @param slots the word of each slot, in the mark's order; empty for a disk of the image
 * @param pending words without a slot
 */
public record DiskMarks(Map<String, String> slots, Set<String> pending) {
  public DiskMarks {
    slots = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(slots));
    pending = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(pending));
  }

  /**
   * Begins a slot on a controller that was made together with the VM, whose key was not known yet.
   */
  public static final String NEW = "new:";

  /** Reads the mark, and replaces {@link #NEW} by the key that the controller has by now. */
  static DiskMarks of(String mark, List<Disk> disks) {
    DiskMarks marks = parse(mark);
    if (disks.isEmpty()) {
      return marks;
    }
    String controller = disks.get(0).controllerKey() + ":";
    Map<String, String> slots = new LinkedHashMap<>();
    marks
        .slots()
        .forEach(
            (slot, word) ->
                slots.put(
                    slot.startsWith(NEW) ? controller + slot.substring(NEW.length()) : slot, word));
    return new DiskMarks(slots, marks.pending());
  }

  public static DiskMarks parse(String mark) {
    Map<String, String> slots = new LinkedHashMap<>();
    Set<String> pending = new LinkedHashSet<>();
    for (String entry : mark.split(",")) {
      int equal = entry.indexOf('=');
      String slot = equal < 0 ? entry : entry.substring(0, equal);
      String word = equal < 0 ? "" : entry.substring(equal + 1);
      if (!slot.isEmpty()) {
        slots.put(slot, word);
      } else if (!word.isEmpty()) {
        pending.add(word);
      }
    }
    return new DiskMarks(slots, pending);
  }

  /** The slot of a disk by its word; empty if no slot has it. */
  public Optional<String> slot(String word) {
    return slots.entrySet().stream()
        .filter(each -> each.getValue().equals(word))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The slots of the disks that came with the image, the root disk's first. */
  public Set<String> ofImage() {
    return slots.entrySet().stream()
        .filter(each -> each.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public String toString() {
    return Stream.concat(
            slots.entrySet().stream()
                .map(
                    each ->
                        each.getKey() + (each.getValue().isEmpty() ? "" : "=" + each.getValue())),
            pending.stream().map(word -> "=" + word))
        .collect(Collectors.joining(","));
  }
}
