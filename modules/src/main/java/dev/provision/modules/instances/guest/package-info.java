/**
 * What the guest of a VM is told: cloud-init data in guestinfo and on a config drive,
 * customization.
 */
package dev.provision.modules.instances.guest;
