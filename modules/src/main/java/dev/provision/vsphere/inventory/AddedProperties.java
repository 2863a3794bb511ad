package dev.provision.vsphere.inventory;

/**
 * What a survey adds to an {@link Item} because it is read another way than by the property
 * collector. No properties of the API, but for the one that says it.
 */
public final class AddedProperties {
  /** True for an image whose file is gone. */
  public static final String MEDIUM_GONE = "provision.mediumGone";

  /** The newest {@code CustomizationEvent} of a VM. */
  public static final String CUSTOMIZATION_EVENT = "provision.customizationEvent";

  /** A VM whose customization waits for its first boot ({@code ToolsConfigInfo}, of the API). */
  public static final String PENDING_CUSTOMIZATION = "config.tools.pendingCustomization";

  /** Events since an entry of the journal was written, which a run left open. */
  public static final String ENTRY_EVENTS = "provision.entryEvents";

  private AddedProperties() {}
}
