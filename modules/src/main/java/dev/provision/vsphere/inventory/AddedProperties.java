package dev.provision.vsphere.inventory;

/**
 * Properties that a survey adds to an {@link Item} from sources other than the property collector.
 * They do not exist in the API, except for the one that says so.
 */
public final class AddedProperties {
  /** True for an image whose file no longer exists. */
  public static final String MEDIUM_GONE = "provision.mediumGone";

  /** The newest {@code CustomizationEvent} of a VM. */
  public static final String CUSTOMIZATION_EVENT = "provision.customizationEvent";

  /** A VM whose customization waits for its first boot ({@code ToolsConfigInfo}, of the API). */
  public static final String PENDING_CUSTOMIZATION = "config.tools.pendingCustomization";

  /**
   * Events of a host or cluster since the oldest entry of the journal about it that a run left open
   * was written.
   */
  public static final String JOURNAL_EVENTS = "provision.journalEvents";

  /** A {@link DatastoreJournal}, on a datastore of a single ESXi host. */
  public static final String JOURNAL = "provision.journal";

  /**
   * All permissions of the server ({@code RetrieveAllPermissions}), on its AuthorizationManager.
   */
  public static final String PERMISSIONS = "provision.permissions";

  /** The name of the account of the session, on the AuthorizationManager. */
  public static final String ACCOUNT = "provision.account";

  /** The groups of that account ({@code UserDirectory.RetrieveUserGroups}), beside it. */
  public static final String GROUPS = "provision.groups";

  /** The accounts to which the playbook gives permissions, beside it. */
  public static final String DECLARED_ACCOUNTS = "provision.declaredAccounts";

  /** Names of accounts for which the lockdown of a host does not hold, where it was asked. */
  public static final String LOCKDOWN_EXCEPTIONS = "provision.lockdownExceptions";

  /** The ids of an object's tags, where a playbook asks for them. */
  public static final String TAGS = "provision.tags";

  /** The names of the top folders of a datastore that are there, where they are objects. */
  public static final String TOP_FOLDERS = "provision.topFolders";

  private AddedProperties() {}

  /** Whether no server has this property. */
  public static boolean isOne(String path) {
    return path.startsWith("provision.");
  }
}
