package dev.provision.vsphere.doctor;

import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.places.DirectHost;
import java.util.Collections;
import java.util.Set;

/**
 * What an account is for, where there is no playbook whose plan says it.
 *
 * @param activities what it will do
 * @param optional what it may do as well; a privilege that only this needs may be missing
 */
public record Uses(Set<Activity> activities, Set<Activity> optional) {
  public Uses {
    activities = Collections.unmodifiableSet(activities); // in their order
    optional = Collections.unmodifiableSet(optional);
  }

  /** On an ESXi host those of the commands alone: it does not have the privileges of the others. */
  Set<Activity> optionalOn(Inventory read) {
    return DirectHost.is(read) && !optional.isEmpty() ? Activities.COMMANDS : optional;
  }
}
