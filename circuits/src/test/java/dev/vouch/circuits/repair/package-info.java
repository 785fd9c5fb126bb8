/**
 * Looks for second solutions of circuits as an attacker would: change a cell, then solve what is
 * broken for others. {@link dev.vouch.circuits.repair.RepairSearch} searches one circuit, {@link
 * dev.vouch.circuits.repair.RepairCampaign} all small models.
 */
package dev.vouch.circuits.repair;
