package dev.provision.vsphere.tags;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The description of a tag or category: what people read, and behind it the mark of who owns it,
 * {@code paid [provision: ci | vsphere_tag.tier | at 4f3b...]}. A description is part of the call
 * that makes one, so nothing of ours is ever without its mark. Linked vCenters share their tags,
 * and so the mark names the vCenter whose environment it is.
 *
 * @param vcenter the instanceUuid of that vCenter
 */
public record TagText(String text, Optional<ObjectMark> mark, String vcenter) {
  private static final Pattern MARKED =
      Pattern.compile("(.*?)\\s*\\[provision: (.*) \\| at ([^|\\]]*)\\]\\s*", Pattern.DOTALL);

  public static TagText read(String description) {
    Matcher marked = MARKED.matcher(description);
    Optional<ObjectMark> mark =
        marked.matches() ? ObjectMark.parse(marked.group(2)) : Optional.empty();
    return mark.isPresent()
        ? new TagText(marked.group(1), mark, marked.group(3))
        : new TagText(description, Optional.empty(), "");
  }

  /** The same with another text. */
  public TagText saying(String other) {
    return new TagText(other, mark, vcenter);
  }

  /** The same with another mark. */
  public TagText with(ObjectMark other, String at) {
    return new TagText(text, Optional.of(other), at);
  }

  /** As it is given back. */
  public TagText withoutMark() {
    return new TagText(text, Optional.empty(), "");
  }

  /** Whether an environment of this vCenter owns it. */
  public boolean isOf(EnvironmentId environment, String at) {
    return isOf(environment.toString(), at);
  }

  /**
   * @param environment as text
   */
  public boolean isOf(String environment, String at) {
    return isAt(at) && mark.filter(one -> one.environment().equals(environment)).isPresent();
  }

  /** Whether the mark is of that vCenter; one that names none is of the vCenter where it stands. */
  public boolean isAt(String other) {
    return vcenter.isEmpty() || vcenter.equals(other);
  }

  /** The same for a copy of that vCenter, which is called otherwise. */
  public TagText inACopyOf(String other) {
    return isAt(other) ? new TagText(text, mark, "") : this;
  }

  /** Whether it stands for this address in that environment. */
  public boolean isOf(EnvironmentId environment, String at, Address address) {
    return isOf(environment, at) && mark.get().address().equals(address.toString());
  }

  public boolean isAdopted() {
    return mark.map(ObjectMark::adopted).orElse(false);
  }

  public boolean isProtected() {
    return mark.map(ObjectMark::protect).orElse(false);
  }

  /** As the description stands in vCenter. */
  @Override
  public String toString() {
    return mark.map(
            one ->
                (text.isEmpty() ? "" : text + " ")
                    + "[provision: "
                    + one
                    + " | at "
                    + vcenter
                    + "]")
        .orElse(text);
  }
}
