package dev.provision.simulator.server;

import com.vmware.vim25.AuthorizationDescription;
import com.vmware.vim25.Description;
import com.vmware.vim25.ElementDescription;
import com.vmware.vim25.EventDescription;
import com.vmware.vim25.EventDescriptionEventDetail;
import com.vmware.vim25.TaskDescription;
import com.vmware.vim25.TypeDescription;

/**
 * What managers say of the names that they use. A vCenter describes hundreds; here each list has
 * the few that stand in every answer, for clients that look one up.
 */
final class Described {
  private Described() {}

  static TaskDescription tasks() {
    TaskDescription all = new TaskDescription();
    all.methodInfo = new ElementDescription[] {element("VirtualMachine.clone", "Clone")};
    all.state =
        new ElementDescription[] {
          element("queued", "Queued"),
          element("running", "Running"),
          element("success", "Success"),
          element("error", "Error")
        };
    TypeDescription user = new TypeDescription();
    user.key = "TaskReasonUser";
    all.reason = new TypeDescription[] {say(user, "User")};
    return all;
  }

  static EventDescription events() {
    EventDescription all = new EventDescription();
    all.category = new ElementDescription[] {element("info", "Information")};
    EventDescriptionEventDetail task = new EventDescriptionEventDetail();
    task.key = "TaskEvent";
    task.category = "info";
    task.formatOnDatacenter = "";
    task.formatOnComputeResource = "";
    task.formatOnHost = "";
    task.formatOnVm = "";
    task.fullFormat = "Task: {info.name}";
    all.eventInfo = new EventDescriptionEventDetail[] {task};
    return all;
  }

  static AuthorizationDescription privileges() {
    AuthorizationDescription all = new AuthorizationDescription();
    all.privilege = new ElementDescription[] {element("System.View", "View")};
    all.privilegeGroup = new ElementDescription[] {element("System", "System")};
    return all;
  }

  static Description plain(String label) {
    return say(new Description(), label);
  }

  private static ElementDescription element(String key, String label) {
    ElementDescription element = new ElementDescription();
    element.key = key;
    return say(element, label);
  }

  private static <T extends Description> T say(T description, String label) {
    description.label = label;
    description.summary = label;
    return description;
  }
}
