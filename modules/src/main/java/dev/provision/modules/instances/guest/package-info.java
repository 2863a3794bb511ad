/** What the guest of a VM is told: cloud-init data by guestinfo and config drive, customization. */
package dev.provision.modules.instances.guest;
