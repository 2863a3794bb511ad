/**
 * What the rooms of several parts know of a VM: the head that all need, values that two rooms look
 * at, what it means to be a part, and the drafts that parts write into. It knows no whole VM.
 */
package dev.provision.modules.instances.vm;
