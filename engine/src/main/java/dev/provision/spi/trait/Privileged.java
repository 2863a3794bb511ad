package dev.provision.spi.trait;

import dev.provision.spi.Change;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Placement;
import dev.provision.spi.Right;
import java.util.List;
import java.util.Optional;

/**
 * A kind that says which privileges its calls need on which objects, so that a plan can tell what
 * the account lacks before the first write. All methods are pure.
 */
public interface Privileged<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * What {@link #create} needs.
   *
   * @param at where the plan places it
   * @param read the snapshot with what the plan makes before it
   */
  List<Right> toCreate(D desired, Placement at, R read);

  /**
   * What {@link #update} needs for these changes.
   *
   * @param at where the plan moves it; empty when it stays
   */
  List<Right> toUpdate(D desired, O seen, List<Change> changes, Optional<Placement> at, R read);

  /** What it needs to become ours or to be given back. */
  List<Right> toMark(O seen, R read);

  /** What {@link #delete} needs. */
  List<Right> toDelete(O seen, R read);
}
